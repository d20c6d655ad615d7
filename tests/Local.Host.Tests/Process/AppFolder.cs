using HubAutomation.Testing;

namespace HubAutomation.Local.Host.Tests.Process;

/// <summary>A folder in which a person stands who runs the sample app: settings that ask for development storage, files to seed.</summary>
public abstract class AppFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hub-app-");

    protected AppFolder()
    {
        // The emulator is looked for from the current folder and the app's folder upwards; the latter is in the repository.
        Assert.True(File.Exists(Repository.PathOf("package.json")));
        Write("local.settings.json", """
            {
              "IsEncrypted": false,
              "Values": { "AzureWebJobsStorage": "UseDevelopmentStorage=true", "Greeting": "cheerio" }
            }
            """);
        Write("seed/inbox/a.txt", "autumn");
        Write("seed/inbox/b.txt", "winter");
    }

    protected string Folder => folder.FullName;

    public void Dispose()
    {
        folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected AppProcess Start(params string[] args) => AppProcess.Start(Folder, ["--port", "0", "--state", "hub", .. args]);

    protected static async Task OutboxHasAsync(Uri address, params string[] names)
    {
        using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var text = "";
        while (!names.All(name => text.Contains($"\"{name}\"", StringComparison.Ordinal)))
        {
            using var answer = await http.GetAsync(new Uri("api/outbox", UriKind.Relative), limit.Token);
            text = await answer.Content.ReadAsStringAsync(limit.Token);
        }
    }

    /// <summary>Waits for the end of a process that may have ended already.</summary>
    protected static async Task EndedAsync(int processId)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(processId);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            await process.WaitForExitAsync(limit.Token);
        }
        catch (ArgumentException)
        {
            // It had ended already.
        }
    }

    protected string Path(string name) => System.IO.Path.Combine(Folder, name);

    protected void Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(name))!);
        File.WriteAllText(Path(name), text);
    }
}
