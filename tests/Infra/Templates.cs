using System.Text.Json;

namespace HubAutomation.Infra.Tests;

/// <summary>What the Bicep templates say that the code must agree with.</summary>
/// <param name="AppSettings">Names of the app settings.</param>
/// <param name="Containers">Names of the blob containers.</param>
/// <param name="Tables">Names of the tables.</param>
/// <param name="BlobTriggers">Functions that events are sent to.</param>
/// <param name="MailReports">The function that is told what became of mails.</param>
/// <param name="PathsWithoutSignIn">Paths that are open to everybody who has a function's key, or needs none; an authority is written <c>${authority}</c>, all below a folder <c>/*</c>.</param>
/// <param name="Queries">Log queries of the alerts.</param>
internal sealed record Templates(
    IReadOnlyList<string> AppSettings, IReadOnlyList<string> Containers, IReadOnlyList<string> Tables,
    IReadOnlyList<Templates.BlobTrigger> BlobTriggers, Templates.Webhook MailReports, IReadOnlyList<string> PathsWithoutSignIn,
    IReadOnlyList<string> Queries)
{
    /// <summary>A function and the container whose new blobs it is told of.</summary>
    public sealed record BlobTrigger(string FunctionName, string Container);

    /// <summary>A function, where it is reached, and the events that it is told of.</summary>
    public sealed record Webhook(string FunctionName, string Route, string EventType);

    /// <summary>Reads them with the grammar.</summary>
    public static async Task<Templates> ReadAsync()
    {
        var (exitCode, output, errors) = await NodeTool.RunAsync(NodeTool.Check, "infra/bicep", "--facts");
        Assert.True(exitCode == 0, errors);
        return JsonSerializer.Deserialize<Templates>(output, JsonSerializerOptions.Web)!;
    }
}
