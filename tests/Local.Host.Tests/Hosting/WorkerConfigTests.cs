using HubAutomation.Local.Host.Worker;

namespace HubAutomation.Local.Host.Tests.Hosting;

public sealed class WorkerConfigTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hub-worker-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void The_file_that_a_build_for_the_real_host_leaves_names_the_worker()
    {
        Write("worker.config.json", """{"description":{"language":"dotnet-isolated","defaultExecutablePath":"dotnet","defaultWorkerPath":"App.dll"}}""");

        var config = WorkerConfig.Read(folder.FullName);

        Assert.EndsWith("dotnet", config.Executable, StringComparison.Ordinal);
        Assert.Equal(Path.Combine(folder.FullName, "App.dll"), config.Assembly);
    }

    [Fact]
    public void A_worker_can_be_a_program_of_its_own()
    {
        Write("worker.config.json", """{"description":{"defaultExecutablePath":"{WorkerRoot}App","defaultWorkerPath":""}}""");

        Assert.Equal(new WorkerConfig(Path.Combine(folder.FullName, "App"), null), WorkerConfig.Read(folder.FullName));
    }

    [Fact]
    public void Without_the_file_it_is_the_only_program_there()
    {
        Write("App.runtimeconfig.json", "{}");

        Assert.Equal(Path.Combine(folder.FullName, "App.dll"), WorkerConfig.Read(folder.FullName).Assembly);
    }

    [Fact]
    public void No_program_is_told_and_so_are_several()
    {
        Assert.Contains("There is no built functions app", Problem(), StringComparison.Ordinal);
        Write("One.runtimeconfig.json", "{}");
        Write("Two.runtimeconfig.json", "{}");
        Assert.Contains("(One.dll, Two.dll). Name the dll of one with --app.", Problem(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_told()
    {
        Write("worker.config.json", "{}");

        Assert.Contains("worker.config.json cannot be read", Problem(), StringComparison.Ordinal);
    }

    private string Problem() => Assert.Throws<HostStartException>(() => WorkerConfig.Read(folder.FullName)).Message;

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder.FullName, name), text);
}
