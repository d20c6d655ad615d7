using Microsoft.Azure.Functions.Worker;

namespace HubAutomation.Local.Host.SampleApp.Blobs;

/// <summary>Takes a file whose content names another, and ends its own process the first time.</summary>
public static class Fatal
{
    [Function("Fatal")]
    public static void Run([BlobTrigger("%Drops%/{name}")] string path, string name)
    {
        var isFirst = !File.Exists(path);
        File.AppendAllText(path, name + Environment.NewLine);
        if (isFirst)
        {
            using var self = System.Diagnostics.Process.GetCurrentProcess();
            self.Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
