using HubAutomation.Shared.Platform.Settings;

namespace HubAutomation.Shared.Platform.Pages;

/// <summary>A page made for one request. Nothing of it may be kept by a browser or a proxy.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Content">HTML in UTF-8.</param>
public sealed record HtmlPage(int Status, ReadOnlyMemory<byte> Content)
{
    /// <summary>What a browser may do with any page of the hub: show it in our style, and send its forms to us. No scripts, no frames, no fetching.</summary>
    public static readonly string SecurityPolicy =
        $"default-src 'none'; style-src {Stylesheet.PolicySource}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>The same for what is published. Its style sheet may be that of an earlier release.</summary>
    public const string PublishedPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'";

    /// <summary>The same for what is stored and for its readers only: nobody frames it.</summary>
    public const string StoredPolicy = PublishedPolicy + "; frame-ancestors 'none'";

    /// <summary>A page that says why something cannot be done, and what to do.</summary>
    /// <param name="authority">Whose page; null when that is not known.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="title">What is the matter.</param>
    /// <param name="sentence">Why, and what to do.</param>
    /// <param name="wayOut">Where to go instead, and what the link says; null for nowhere.</param>
    public static HtmlPage Refusal(Authority? authority, int status, string title, string sentence, (string Url, string Text)? wayOut = null) =>
        Render(authority ?? Nobody, title, status, null, html =>
        {
            html.Add($"<p>{sentence}</p>");
            if (wayOut is { } link)
                html.Add($"<p><a href=\"{link.Url}\">{link.Text}</a></p>");
        });

    internal static HtmlPage Render(Authority authority, string title, int status, BackLink? back, Action<HtmlBuilder> main, bool isWrong = false)
    {
        using var content = new MemoryStream();
        PageLayout.Write(content, authority, title, back, main, isWrong);
        return new HtmlPage(status, content.ToArray());
    }

    // Whoever mistypes an authority still gets a page.
    private static readonly Authority Nobody = new("-", "the council", "Family Hubs", null, []);
}
