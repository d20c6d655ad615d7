using HubAutomation.Shared.Platform.Pages;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Templates;
using HubAutomation.Shared.Platform.Time;

namespace HubAutomation.Shared.Platform.Mail.Subscriptions;

/// <summary>The pages by which people stop mails, and start them again. They say nothing about whose mailbox it is: a link may be passed on.</summary>
public static class UnsubscribePages
{
    /// <summary>Name of the field that says what a form of these pages is for.</summary>
    public const string StepField = "do";

    /// <summary>The step that stops the mails.</summary>
    public const string Stop = "stop";

    /// <summary>The step that starts them again.</summary>
    public const string Resume = "resume";

    /// <summary>Name of the hidden field that shows that the hub has made the form.</summary>
    public const string TokenField = "form";

    /// <summary>The page that only asks.</summary>
    public static HtmlPage Ask(Authority authority, Subscription subscription)
    {
        ArgumentNullException.ThrowIfNull(authority);
        ArgumentNullException.ThrowIfNull(subscription);
        return HtmlPage.Render(authority, "Stop getting these mails?", 200, null, html =>
        {
            html.Add($"<p class=\"lead\">You would get no more {subscription.What} from {authority.ServiceName}.</p>");
            html.Add($"<p>This is for the address that the mail was sent to. Mails that answer something you did, such as sending us a file, still come.</p>");

            // Needs no token: whoever has the link may stop the mails without any page (RFC 8058).
            html.Add($"<form method=\"post\">");
            html.Add($"<button type=\"submit\" name=\"{StepField}\" value=\"{Stop}\">Stop these mails</button>");
            html.Add($"</form>");
        });
    }

    /// <summary>The page after it: since when, and how to undo it.</summary>
    /// <param name="authority">Whose mails.</param>
    /// <param name="subscription">Which.</param>
    /// <param name="since">Since when they are stopped, UTC.</param>
    /// <param name="token">The token of the form that starts them again.</param>
    public static HtmlPage Stopped(Authority authority, Subscription subscription, DateTimeOffset since, string token)
    {
        ArgumentNullException.ThrowIfNull(authority);
        ArgumentNullException.ThrowIfNull(subscription);
        return HtmlPage.Render(authority, "You have stopped these mails", 200, null, html =>
        {
            html.Add($"<p class=\"lead\">Since {London.Describe(since)} you get no more {subscription.What} from {authority.ServiceName}.</p>");
            html.Add($"<p>One that was on its way by then may still arrive. Mails that answer something you did, such as sending us a file, still come.</p>");
            html.Add($"<h2>Was that a mistake?</h2>");
            html.Add($"<form method=\"post\">");
            html.Add($"<input type=\"hidden\" name=\"{TokenField}\" value=\"{token}\">");
            html.Add($"<button type=\"submit\" name=\"{StepField}\" value=\"{Resume}\">Start these mails again</button>");
            html.Add($"</form>");
        });
    }

    /// <summary>The page after the undo.</summary>
    public static HtmlPage Resumed(Authority authority, Subscription subscription)
    {
        ArgumentNullException.ThrowIfNull(authority);
        ArgumentNullException.ThrowIfNull(subscription);
        return HtmlPage.Render(authority, "You get these mails again", 200, null, html =>
        {
            html.Add($"<p class=\"lead\">From now on you get {subscription.What} from {authority.ServiceName} again.</p>");
            html.Add($"<p>You can stop them at any time, by the link at the end of each.</p>");
        });
    }
}
