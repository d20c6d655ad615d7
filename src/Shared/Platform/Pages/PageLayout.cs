using System.Text;
using HubAutomation.Shared.Platform.Settings;

namespace HubAutomation.Shared.Platform.Pages;

/// <summary>What every page has around its own part: the service's name, the notice, one style sheet, no scripts.</summary>
internal static class PageLayout
{
    /// <summary>Writes a page in UTF-8.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="authority">Whose page it is.</param>
    /// <param name="title">The page's title and only level-one heading.</param>
    /// <param name="back">The page above this one; null when it leads to none.</param>
    /// <param name="main">Adds what comes below the heading.</param>
    /// <param name="isWrong">True when something that was entered cannot be taken: the title then says so, too.</param>
    public static void Write(Stream output, Authority authority, string title, BackLink? back, Action<HtmlBuilder> main, bool isWrong = false)
    {
        using var page = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true);
        var html = new HtmlBuilder(page);
        html.Add($"<!DOCTYPE html>");
        html.Add($"<html lang=\"en-GB\">");
        html.Add($"<head>");
        html.Add($"<meta charset=\"utf-8\">");
        html.Add($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        html.Add($"<title>{(isWrong ? "Error: " : "")}{title} – {authority.ServiceName}</title>");
        page.Write("<style>" + Stylesheet.Text + "</style>\n");
        html.Add($"</head>");
        html.Add($"<body>");
        html.Add($"<a class=\"skip\" href=\"#main\">Skip to main content</a>");
        AddHeader(html, authority);
        html.Add($"<div class=\"width\">");
        if (back is not null)
            html.Add($"<nav class=\"back\" aria-label=\"Back\"><a href=\"{back.Url}\">{back.Text}</a></nav>");
        html.Add($"<main id=\"main\">");
        html.Add($"<h1>{title}</h1>");
        main(html);
        html.Add($"</main>");
        html.Add($"</div>");
        html.Add($"<footer><div class=\"width\"><p>{authority.ServiceName} is a service of {authority.Name}.</p></div></footer>");
        html.Add($"</body>");
        html.Add($"</html>");
    }

    private static void AddHeader(HtmlBuilder html, Authority authority)
    {
        html.Add($"<header>");
        html.Add($"<div class=\"bar\"><div class=\"width\">");
        html.Add($"<p class=\"service\">{authority.ServiceName}</p>");
        html.Add($"<p class=\"council\">{authority.Name}</p>");
        html.Add($"</div></div>");
        if (authority.Notice is { } notice)
            html.Add($"<div class=\"width\"><p class=\"notice\">{notice}</p></div>");
        html.Add($"</header>");
    }
}

/// <summary>A link to the page above.</summary>
/// <param name="Url">Where.</param>
/// <param name="Text">What it says.</param>
internal sealed record BackLink(string Url, string Text);
