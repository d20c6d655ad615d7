namespace HubAutomation.Testing;

/// <summary>Where the sources are: tests read frozen files and tools from the working copy they were built in.</summary>
internal static class Repository
{
    /// <summary>Full path of the folder that holds the solution.</summary>
    /// <exception cref="DirectoryNotFoundException">The tests run outside a working copy.</exception>
    public static string Root { get; } = FindRoot();

    public static string PathOf(string relativePath) => Path.GetFullPath(Path.Combine(Root, relativePath));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "HubAutomation.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds HubAutomation.sln.");
    }
}
