using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.Platform;
using HubAutomation.Shared.Platform.Links;

namespace HubAutomation.Shared.FundingReturns.Steps;

/// <summary>The personal links of a return.</summary>
public sealed class ReturnLinks(PersonalLinks links, PlatformOptions options)
{
    /// <summary>Lets a lead fill in the figures of their strands.</summary>
    public const string FiguresAction = "return-figures";

    /// <summary>Lets a manager decide.</summary>
    public const string DecideAction = "return-decide";

    // Longer than any return is open; a frozen one only shows what was sent.
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(180);

    /// <summary>The address of a lead's page: the same in every mail about that return.</summary>
    public Task<string> FiguresUrlAsync(ReturnRow row, string person, CancellationToken cancellation) =>
        UrlAsync(row, person, FiguresAction, "figures", cancellation);

    /// <summary>The address of a manager's page.</summary>
    public Task<string> DecideUrlAsync(ReturnRow row, string person, CancellationToken cancellation) =>
        UrlAsync(row, person, DecideAction, "decide", cancellation);

    /// <summary>The address at which anybody may see a month's newest published report.</summary>
    public string PublishedUrl(ReturnRef name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new Uri(options.PublicBaseUrl, $"api/{name.Authority}/returns/published/{name.Month}/report.html").AbsoluteUri;
    }

    private async Task<string> UrlAsync(ReturnRow row, string person, string action, string page, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(row);
        var token = await links.SignAsync(
            new PersonalLink(row.PartitionKey, person, action, row.RowKey, row.OpenedAt.Add(Lifetime), page), cancellation);
        return new Uri(options.PublicBaseUrl, $"api/{row.PartitionKey}/returns/{page}/{token}").AbsoluteUri;
    }
}
