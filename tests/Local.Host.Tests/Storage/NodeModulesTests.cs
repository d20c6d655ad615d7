using HubAutomation.Local.Host.Storage;

namespace HubAutomation.Local.Host.Tests.Storage;

public sealed class NodeModulesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hub-npm-");
    private readonly Told _told = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task An_emulator_that_is_installed_is_found_from_any_folder_below()
    {
        var main = Write("node_modules/azurite/dist/src/azurite.js", "");
        var below = Directory.CreateDirectory(Path.Combine(_folder.FullName, "src", "Functions", "bin")).FullName;

        Assert.Equal(main, await FindAsync(Path.GetTempPath(), below));
        Assert.Empty(_told);
    }

    [Fact]
    public async Task One_that_is_not_installed_is_installed_as_its_lock_file_says_and_told_of_meanwhile()
    {
        Write("package.json", """{"name":"hub","version":"1.0.0","keywords":["azurite"]}""");
        Write("package-lock.json", """{"name":"hub","version":"1.0.0","lockfileVersion":3,"packages":{"":{"name":"hub","version":"1.0.0"}}}""");

        Assert.Equal(Path.Combine(_folder.FullName, "node_modules/azurite/dist/src/azurite.js"), await FindAsync(_folder.FullName, _folder.FullName));

        Assert.Equal([$"Installing the storage emulator (npm ci in {_folder.FullName}) ...", "The storage emulator is installed."], _told);
    }

    [Fact]
    public async Task An_installation_that_fails_is_told_in_the_words_of_npm()
    {
        Write("package.json", """{"name":"hub","version":"1.0.0","keywords":["azurite"],"scripts":{"preinstall":"node fail.js"}}""");
        Write("fail.js", "console.error('no room on the disk'); process.exit(7);");
        Write("package-lock.json", """{"name":"hub","version":"1.0.0","lockfileVersion":3,"packages":{"":{"name":"hub","version":"1.0.0"}}}""");

        var error = await Assert.ThrowsAsync<HostStartException>(() => FindAsync(_folder.FullName, _folder.FullName));

        Assert.StartsWith($"'npm ci' in {_folder.FullName} ended with code 7;", error.Message, StringComparison.Ordinal);
        Assert.Contains("no room on the disk", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_names_the_emulator_the_way_out_is_told()
    {
        var error = await Assert.ThrowsAsync<HostStartException>(() => FindAsync(_folder.FullName, _folder.FullName));

        Assert.Equal("The storage emulator is not installed: run 'npm install azurite' here, or name a storage with --storage.", error.Message);
    }

    private Task<string> FindAsync(string current, string app) => NodeModules.FindEmulatorAsync(current, app, _told, CancellationToken.None);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
