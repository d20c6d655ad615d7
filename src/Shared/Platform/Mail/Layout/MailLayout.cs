using System.Net;
using System.Text;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Templates;
using Markdig;

namespace HubAutomation.Shared.Platform.Mail.Layout;

/// <summary>
/// The one layout of every mail: HTML and text from the same Markdown. HTML as mail programs need it: one column of at most 580 pixels
/// in tables that are there for looks only, styles in place, 16 pixels or more, no images, readable without any of it. Outlook on
/// Windows knows no maximal width, so it is given a table of its own.
/// </summary>
public static class MailLayout
{
    private const string Font = "font-family:Arial,Helvetica,sans-serif;";

    /// <summary>Puts a mail together.</summary>
    /// <param name="authority">Who writes.</param>
    /// <param name="filled">What the mail says.</param>
    /// <param name="unsubscribe">Where it can be unsubscribed; null where it cannot.</param>
    public static RenderedMail Render(Authority authority, FilledTemplate filled, Uri? unsubscribe = null)
    {
        ArgumentNullException.ThrowIfNull(authority);
        ArgumentNullException.ThrowIfNull(filled);
        var document = Markdown.Parse(filled.Markdown, MailMarkdown.Pipeline);
        return new RenderedMail(
            filled.Subject,
            Html(authority, filled, HtmlBody.Render(document), unsubscribe),
            Text(authority, TextBody.Render(document), unsubscribe),
            unsubscribe);
    }

    private static string Html(Authority authority, FilledTemplate filled, string body, Uri? unsubscribe) => $"""
        <!DOCTYPE html>
        <html lang="en-GB">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="format-detection" content="telephone=no">
        <title>{Escape(filled.Subject)}</title>
        </head>
        <body style="margin:0;padding:0;background-color:#ffffff;">
        {(filled.Preview.Length == 0 ? "" : $"<div style=\"display:none;font-size:1px;line-height:1px;color:#ffffff;mso-hide:all;\">{Escape(filled.Preview)}</div>")}
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">
        <tr><td bgcolor="#1d3557" style="padding:0 16px;">
        {Column($"""<tr><td style="{Font}font-size:20px;line-height:25px;font-weight:bold;color:#ffffff;padding:16px 0;">{Escape(authority.ServiceName)}</td></tr>""")}
        </td></tr>
        <tr><td style="padding:0 16px;">
        {Column($"""
        {(authority.Notice is { } notice ? $"<tr><td style=\"{Font}font-size:16px;line-height:24px;font-weight:bold;color:#0b0c0c;padding:16px 0 0 0;\">{Escape(notice)}</td></tr>" : "")}
        <tr><td style="{Font}font-size:16px;line-height:24px;color:#0b0c0c;padding:24px 0 8px 0;">
        {body}</td></tr>
        <tr><td style="{Font}font-size:16px;line-height:24px;color:#505a5f;border-top:1px solid #b1b4b6;padding:16px 0 32px 0;">
        {Escape(Signature(authority))}{(unsubscribe is null ? "" : $"<br>You can <a href=\"{Escape(unsubscribe.AbsoluteUri)}\" style=\"color:#1d4f91;\">stop getting these mails</a> at any time.")}
        </td></tr>
        """)}
        </td></tr>
        </table>
        </body>
        </html>
        """;

    private static string Column(string rows) => $"""
        <!--[if mso]><table role="presentation" width="580" align="center" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
        <table role="presentation" width="100%" align="center" cellpadding="0" cellspacing="0" border="0" style="max-width:580px;">
        {rows}
        </table>
        <!--[if mso]></td></tr></table><![endif]-->
        """;

    private static string Text(Authority authority, string body, Uri? unsubscribe)
    {
        var text = new StringBuilder().Append(authority.ServiceName).Append('\n');
        if (authority.Notice is { } notice)
        {
            text.Append(notice).Append('\n');
        }

        text.Append('\n').Append(body).Append("\n-- \n").Append(Signature(authority)).Append('\n');
        return unsubscribe is null ? text.ToString() : text.Append("You can stop getting these mails at any time:\n").Append(unsubscribe.AbsoluteUri).Append('\n').ToString();
    }

    private static string Signature(Authority authority) => $"{authority.ServiceName} is a service of {authority.Name}.";

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
