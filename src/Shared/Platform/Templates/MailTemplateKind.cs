namespace HubAutomation.Shared.Platform.Templates;

/// <summary>A mail that the hub knows how to write: what its template may say and must say.</summary>
/// <param name="Name">The template's file name without ".md".</param>
/// <param name="Variables">Every variable, with an example for the preview.</param>
/// <param name="Required">Variables without which the mail would not do its work.</param>
/// <param name="Blocks">Variables that hold Markdown and stand on a line of their own; all others hold plain text.</param>
/// <param name="Subscription">What one unsubscribes from who wants no more of these mails; null for what people must be told.</param>
public sealed record MailTemplateKind(
    string Name, IReadOnlyDictionary<string, string> Variables, IReadOnlyList<string> Required, IReadOnlyList<string> Blocks,
    Subscription? Subscription = null)
{
    /// <summary>What stands for a variable that mailings put ready by an earlier release do not have; may name other variables.</summary>
    public IReadOnlyDictionary<string, string> Fallbacks { get; init; } = new Dictionary<string, string>();
}
