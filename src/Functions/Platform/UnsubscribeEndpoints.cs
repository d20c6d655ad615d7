using HubAutomation.Shared.Platform.Links;
using HubAutomation.Shared.Platform.Mail.Subscriptions;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Templates;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace HubAutomation.Functions.Platform;

/// <summary>
/// Where a mail is unsubscribed. Opening the link changes nothing, since scanners of mail programs open links, too; a form of the page and
/// a mail program's button (RFC 8058) do. The link is all that is needed to stop mails: no account, no cookie, no form.
/// </summary>
public sealed class UnsubscribeEndpoints(SubscriptionList subscriptions, PersonalLinks links, Unsubscriptions unsubscriptions, SettingsStore settings, PageAnswers answers)
{
    private const string OneClickField = "List-Unsubscribe";
    private const string OneClick = "One-Click";
    private const int LargestBody = 16 * 1024;

    /// <summary><c>GET api/{authority}/unsubscribe/{link}</c>: the page that asks; once the mails are stopped, the page that says so.</summary>
    [Function("OpenUnsubscribePage")]
    public Task<IResult> OpenAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/{authority}/unsubscribe/{link}")] HttpRequest request,
        string authority, string link, CancellationToken cancellation) =>
        WithLinkAsync(request, authority, link, async visit =>
            await unsubscriptions.FindAsync(authority, visit.Subscription, visit.Mailbox, cancellation) is { } standing
                ? await StoppedAsync(request, visit, standing, cancellation)
                : answers.Page(request, UnsubscribePages.Ask(visit.Council, visit.Subscription)), cancellation);

    /// <summary>
    /// <c>POST api/{authority}/unsubscribe/{link}</c>: stops the mails, or starts them again. <c>List-Unsubscribe=One-Click</c>, as a form of
    /// either kind (RFC 8058, 3.2), stops them, and so does an empty body, as GOV.UK Notify sends it. The answer is never a redirect (3.1).
    /// </summary>
    [Function("Unsubscribe")]
    public Task<IResult> UnsubscribeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/{authority}/unsubscribe/{link}")] HttpRequest request,
        string authority, string link, CancellationToken cancellation) =>
        WithLinkAsync(request, authority, link, async visit =>
        {
            var form = await FormBody.ReadAsync(request, LargestBody, cancellation);
            return StepOf(form) switch
            {
                OneClick => await StopAsync(request, visit, UnsubscribedBy.OneClick, cancellation),
                UnsubscribePages.Stop => await StopAsync(request, visit, UnsubscribedBy.Page, cancellation),
                UnsubscribePages.Resume => await ResumeAsync(request, visit, form, cancellation),
                _ => answers.Refuse(
                    request, visit.Council, 400, "Nothing was changed", $"Send the form {OneClickField}={OneClick}, or no body, to stop these mails."),
            };
        }, cancellation);

    private static string StepOf(IFormCollection form) =>
        form.Count == 0 || form[OneClickField].ToString() == OneClick ? OneClick
        : form[UnsubscribePages.StepField].ToString();

    private async Task<IResult> StopAsync(HttpRequest request, Visit visit, UnsubscribedBy by, CancellationToken cancellation) =>
        await StoppedAsync(
            request, visit, await unsubscriptions.AddAsync(visit.Council.Id, visit.Subscription, visit.Mailbox, by, cancellation), cancellation);

    private async Task<IResult> StoppedAsync(HttpRequest request, Visit visit, Unsubscription standing, CancellationToken cancellation)
    {
        var token = await links.FormTokenAsync(visit.LinkId, UnsubscribePages.Resume, "", cancellation);
        return answers.Page(request, UnsubscribePages.Stopped(visit.Council, visit.Subscription, standing.Since, token));
    }

    // Only people start mails again, on a page of ours.
    private async Task<IResult> ResumeAsync(HttpRequest request, Visit visit, IFormCollection form, CancellationToken cancellation)
    {
        if (!answers.IsFromOurPage(request)
            || !await links.IsFormAsync(form[UnsubscribePages.TokenField], visit.LinkId, UnsubscribePages.Resume, "", cancellation))
        {
            return answers.Refuse(
                request, visit.Council, 403, "Please open the page again",
                "The page was open for too long, or the form does not come from us. Nothing was changed. Open the link in the mail once more.");
        }

        await unsubscriptions.RemoveAsync(visit.Council.Id, visit.Subscription, visit.Mailbox, UnsubscribedBy.Page, cancellation);
        return answers.Page(request, UnsubscribePages.Resumed(visit.Council, visit.Subscription));
    }

    /// <summary>Who has come with which link; refuses everybody whose link is not good.</summary>
    private async Task<IResult> WithLinkAsync(
        HttpRequest request, string authority, string link, Func<Visit, Task<IResult>> go, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await settings.CurrentAsync(authority, cancellation) is not { Authority: var council })
        {
            return answers.Refuse(request, null, 404, "There is no such page", $"The hub has no authority “{authority}”. Look at the address once more.");
        }

        if (await links.ReadAsync(link, authority, UnsubscribeLink.Action, cancellation) is not LinkReading.Valid { Link: var found, Id: var id })
        {
            return answers.Refuse(
                request, council, 404, "This link does not work",
                "Perhaps a piece of it is missing. Open it from the mail once more, or answer the mail and ask us to stop: we do it for you.");
        }

        return subscriptions.Find(found.Subject) is { } subscription
            ? await go(new Visit(council, subscription, found.Person, id))
            : answers.Refuse(request, council, 410, "There are no such mails any more", "We do not send these mails to anybody now. There is nothing to stop.");
    }

    private sealed record Visit(Authority Council, Subscription Subscription, string Mailbox, string LinkId);
}
