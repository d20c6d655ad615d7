namespace HubAutomation.Functions.Platform.Parameters;

/// <summary>A request that no function can do anything with. <see cref="RequestGuard"/> answers it: with a page to people, with problem details to programs.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="title">What is the matter.</param>
/// <param name="sentence">Why, and what to do.</param>
public sealed class RequestRefusedException(int status, string title, string sentence) : Exception(sentence)
{
    /// <summary>The HTTP status.</summary>
    public int Status => status;

    /// <summary>What is the matter.</summary>
    public string Title => title;
}
