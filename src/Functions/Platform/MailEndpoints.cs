using System.Text.Json;
using HubAutomation.Functions.Platform.Parameters;
using HubAutomation.Shared.Platform;
using HubAutomation.Shared.Platform.Mail;
using HubAutomation.Shared.Platform.Mail.Layout;
using HubAutomation.Shared.Platform.Mail.Reports;
using HubAutomation.Shared.Platform.Mail.Subscriptions;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Templates;
using HubAutomation.Shared.Platform.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace HubAutomation.Functions.Platform;

/// <summary>
/// Mail over HTTP: delivery reports come in, staff look at a mail before it is sent, take an address off the list of those that mails came
/// back from, stop and start mails for somebody who has told them so, and see how many have unsubscribed.
/// </summary>
public sealed class MailEndpoints(
    DeliveryReports reports, SettingsStore settings, SuppressionList suppressions, Unsubscriptions unsubscriptions, SubscriptionList subscriptions, AddressHash hash,
    PlatformOptions options)
{
    // A mail is shown as mail programs show it: nothing runs, nothing is fetched.
    private const string PreviewPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'";

    // Event Grid sends events in batches of at most 1 MB.
    private const int MostBytesOfReports = 1 << 20;
    private const int LongestText = 2000;
    private const int LongestBlock = 20_000;
    private static readonly TextKind<string> Address = TextKind.Checked("a mail address like libraries@example.gov.uk, without a name", Addresses.IsAddress);

    /// <summary><c>POST api/mail/reports</c>: Event Grid's webhook, with its validation handshake.</summary>
    [Function("TakeMailReports")]
    public async Task<IResult> ReportsAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/mail/reports")] HttpRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            using var body = JsonDocument.Parse(await JsonBody.BytesAsync(request, MostBytesOfReports, cancellation));
            var code = await reports.TakeAsync(body.RootElement, cancellation);
            return code is null ? Results.Ok() : Results.Json(new { validationResponse = code });
        }
        catch (JsonException)
        {
            return Problems.BadRequest("Send events as Event Grid does, in its own schema.");
        }
    }

    /// <summary>
    /// <c>POST api/{authority}/mail/{template}/preview</c> with variables as a JSON object → the mail as it would look;
    /// <c>?part=text</c> for its text part. What is left out is filled with examples. Nothing is sent.
    /// </summary>
    [Function("PreviewMail")]
    public async Task<IResult> PreviewAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "post", Route = "api/{authority}/mail/{template}/preview")] HttpRequest request,
        string authority, string template, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await settings.CurrentAsync(authority, cancellation) is not { } council)
        {
            return Problems.NotFound($"There is no authority \"{authority}\" with a valid configuration.");
        }

        if (!council.MailTemplates.TryGetValue(template, out var found))
        {
            return Problems.NotFound($"There is no mail \"{template}\". There are: {string.Join(", ", council.MailTemplates.Keys.Order())}.");
        }

        if (request.Query["part"].ToString() is { Length: > 0 } part && part is not ("text" or "html"))
        {
            return Problems.BadRequest("\"part\" is text or html, or left out.");
        }

        var (values, problem) = await ReadAsync(request, $"The mail {template}", given => ValuesOf(given, found.Kind), cancellation, "part");
        if (values is null)
        {
            return Problems.BadRequest(problem!);
        }

        var filled = found.Fill(values);
        if (MailMarkdown.IsTooDeep(filled))
        {
            return Problems.BadRequest(MailMarkdown.TooDeep);
        }

        var unsubscribe = found.Kind.Subscription is null ? null : UnsubscribeLink.Url(options.PublicBaseUrl, authority, "example");
        var mail = MailLayout.Render(council.Authority, filled, unsubscribe);
        request.HttpContext.Response.Headers.ContentSecurityPolicy = PreviewPolicy;
        return request.Query["part"] == "text" ? Results.Text(mail.Text, "text/plain; charset=utf-8") : Results.Text(mail.Html, "text/html; charset=utf-8");
    }

    /// <summary><c>POST api/{authority}/mail/suppressions/remove</c> with <c>{"address": "…"}</c>: the address may be written to again.</summary>
    [Function("AllowMailAgain")]
    public async Task<IResult> AllowAgainAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/{authority}/mail/suppressions/remove")] HttpRequest request,
        string authority, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await settings.CurrentAsync(authority, cancellation) is null)
        {
            return Problems.NotFound($"There is no authority \"{authority}\" with a valid configuration.");
        }

        var (address, problem) = await ReadAsync(request, "Taking an address off the list", AddressOf, cancellation);
        if (address is null)
        {
            return Problems.BadRequest(problem!);
        }

        await suppressions.RemoveAsync(authority, address, cancellation);
        return Results.NoContent();
    }

    /// <summary><c>POST api/{authority}/mail/unsubscribed</c> with <c>{"address": "…", "subscription": "…"}</c>: somebody has told staff to stop.</summary>
    [Function("UnsubscribeForSomebody")]
    public Task<IResult> UnsubscribeAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/{authority}/mail/unsubscribed")] HttpRequest request,
        string authority, CancellationToken cancellation) =>
        ForSomebodyAsync(request, authority, (subscription, mailbox) =>
            unsubscriptions.AddAsync(authority, subscription, mailbox, UnsubscribedBy.Staff, cancellation), cancellation);

    /// <summary><c>POST api/{authority}/mail/unsubscribed/remove</c> with the same: somebody has told staff to start again.</summary>
    [Function("SubscribeSomebodyAgain")]
    public Task<IResult> SubscribeAgainAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/{authority}/mail/unsubscribed/remove")] HttpRequest request,
        string authority, CancellationToken cancellation) =>
        ForSomebodyAsync(request, authority, (subscription, mailbox) =>
            unsubscriptions.RemoveAsync(authority, subscription, mailbox, UnsubscribedBy.Staff, cancellation), cancellation);

    /// <summary><c>GET api/{authority}/mail/unsubscribed</c>: how many have unsubscribed from what, and how; never who.</summary>
    [Function("CountUnsubscribed")]
    public async Task<IResult> CountUnsubscribedAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/{authority}/mail/unsubscribed")] HttpRequest request,
        string authority, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        return await settings.CurrentAsync(authority, cancellation) is null
            ? Problems.NotFound($"There is no authority \"{authority}\" with a valid configuration.")
            : Results.Json(await unsubscriptions.CountAsync(authority, cancellation));
    }

    private async Task<IResult> ForSomebodyAsync(
        HttpRequest request, string authority, Func<Subscription, string, Task> act, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await settings.CurrentAsync(authority, cancellation) is null)
        {
            return Problems.NotFound($"There is no authority \"{authority}\" with a valid configuration.");
        }

        var (wish, problem) = await ReadAsync(request, "Stopping and starting mails", Declare, cancellation);
        if (wish is null)
        {
            return Problems.BadRequest(problem!);
        }

        await act(subscriptions.Find(wish.Subscription)!, await hash.OfAsync(wish.Address, cancellation));
        return Results.NoContent();
    }

    private Wish Declare(ParameterReader given) =>
        new(AddressOf(given), given.Required("subscription", "which mails", TextKind.OneOf(subscriptions.All.Select(subscription => subscription.Id))));

    private sealed record Wish(string Address, string Subscription);

    private static string AddressOf(ParameterReader given) => given.Required("address", "the mail address", Address);

    // What is left out is filled with an example.
    private static Dictionary<string, string> ValuesOf(ParameterReader given, MailTemplateKind kind) => kind.Variables.ToDictionary(
        variable => variable.Key,
        variable => given.Optional(
            variable.Key, "a text of the mail", kind.Blocks.Contains(variable.Key) ? TextKind.Lines(LongestBlock) : TextKind.Line(LongestText), variable.Value));

    private static async Task<(T? Read, string? Problem)> ReadAsync<T>(
        HttpRequest request, string what, Func<ParameterReader, T> declare, CancellationToken cancellation, params IReadOnlyList<string> inAddress)
        where T : class
    {
        var (body, problem) = await JsonBody.ReadAsync(request, cancellation, inAddress);
        return problem is null ? ParameterReader.Read(what, body, declare) : (null, problem);
    }
}
