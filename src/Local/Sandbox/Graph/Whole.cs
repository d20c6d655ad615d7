namespace HubAutomation.Local.Sandbox.Graph;

/// <summary>Writes files that are there as a whole or not at all, even when the process is killed.</summary>
internal static class Whole
{
    public static void Write(string path, byte[] content)
    {
        var temporary = path + ".part";
        File.WriteAllBytes(temporary, content);
        File.Move(temporary, path, overwrite: true);
    }
}
