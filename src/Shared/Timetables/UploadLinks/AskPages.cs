using HubAutomation.Shared.Platform.Pages;
using HubAutomation.Shared.Platform.Settings;

namespace HubAutomation.Shared.Timetables.UploadLinks;

/// <summary>Where a partner asks for a link to their upload page.</summary>
public static class AskPages
{
    /// <summary>Name of the field for the address.</summary>
    public const string AddressField = "email";

    private const string Title = "Send us your timetable";

    /// <summary>The page that asks for the address.</summary>
    /// <param name="authority">Whose page.</param>
    /// <param name="problem">What is wrong with the address that was given; null at first.</param>
    public static HtmlPage Ask(Authority authority, string? problem = null) =>
        HtmlPage.Render(authority, Title, problem is null ? 200 : 400, null, html =>
        {
            Form.AddErrorSummary(html, problem, AddressField);
            html.Add($"<p class=\"lead\">We mail you a link. With it you can send one timetable file, and see at once what we understood.</p>");
            html.Add($"<form method=\"post\" novalidate>");
            Form.AddField(html, AddressField, "Your email address", "The one that we have for your group or team", problem, describedBy =>
                html.Add($"<input type=\"email\" id=\"{AddressField}\" name=\"{AddressField}\" autocomplete=\"email\" spellcheck=\"false\" aria-describedby=\"{describedBy}\">"));
            html.Add($"<button type=\"submit\">Mail me a link</button>");
            html.Add($"</form>");
            html.Add($"<p><a href=\"{UploadLink.GuideFromAsking}\">What you can send, with an example file and the list of places</a></p>");
        }, isWrong: problem is not null);

    /// <summary>The answer, the same whoever asked: it does not say whose address is known.</summary>
    public static HtmlPage Asked(Authority authority) =>
        HtmlPage.Render(authority, "Look into your mailbox", 200, null, html =>
        {
            html.Add($"<p class=\"lead\">If that address belongs to one of our partners, a link is on its way to it, or came in the last quarter of an hour.</p>");
            html.Add($"<p>It can take a few minutes. Nothing came? Look into the folder for unwanted mail, or ask {authority.ServiceName} which address we have for you.</p>");
            html.Add($"<p><a href=\"\">Use another address</a></p>");
        });
}
