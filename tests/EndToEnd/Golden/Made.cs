namespace HubAutomation.EndToEnd.Golden;

/// <summary>One thing that the hub has made: a blob, a row, a mail, an answer.</summary>
/// <param name="Path">Where it is, beginning with the container; <c>tables/</c>, <c>mails/</c> or <c>http/</c> for what is no blob.</param>
/// <param name="Content">What it says, without what differs from run to run.</param>
internal sealed record Made(string Path, byte[] Content);
