using System.Text.Json;
using HubAutomation.Shared.Platform;
using HubAutomation.Shared.Platform.Mail;
using HubAutomation.Shared.Platform.Mail.Layout;
using HubAutomation.Shared.Platform.Mail.Reports;
using HubAutomation.Shared.Platform.Mail.Subscriptions;
using HubAutomation.Shared.Platform.Mail.Templates;
using HubAutomation.Shared.Platform.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace HubAutomation.Functions.Platform;

/// <summary>
/// Mail over HTTP: delivery reports come in, staff look at a mail before it is sent, take an address off the list of those that mails came
/// back from, stop and start mails for somebody who has told them so, and see how many have unsubscribed.
/// </summary>
public sealed class MailEndpoints(
    DeliveryReports reports, SettingsStore settings, SuppressionList suppressions, Unsubscriptions unsubscriptions, AddressHash hash,
    PlatformOptions options)
{
    // A mail is shown as mail programs show it: nothing runs, nothing is fetched.
    private const string PreviewPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'";

    /// <summary><c>POST api/mail/reports</c>: Event Grid's webhook, with its validation handshake.</summary>
    [Function("TakeMailReports")]
    public async Task<IResult> ReportsAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/mail/reports")] HttpRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            using var body = JsonDocument.Parse(await JsonBody.ReadAsync(request, cancellation));
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

        if (await ValuesAsync(request, found.Kind, cancellation) is not { } values)
        {
            return Problems.BadRequest($"Send a JSON object of texts. Allowed: {string.Join(", ", found.Kind.Variables.Keys.Order())}.");
        }

        var unsubscribe = found.Kind.Subscription is null ? null : UnsubscribeLink.Url(options.PublicBaseUrl, authority, "example");
        var mail = MailLayout.Render(council.Authority, found.Fill(values), unsubscribe);
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

        var body = await TextsAsync(request, cancellation);
        if (body is null || !body.TryGetValue("address", out var address) || !Addresses.IsAddress(address))
        {
            return Problems.BadRequest("Give the mail address as {\"address\": \"…\"}.");
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

        var body = await TextsAsync(request, cancellation);
        if (body?.GetValueOrDefault("address") is not { } address || !Addresses.IsAddress(address)
            || Subscription.Find(body.GetValueOrDefault("subscription")) is not { } subscription)
        {
            var known = string.Join(", ", Subscription.All.Select(s => s.Id));
            return Problems.BadRequest($"Give the mail address and which mails ({known}) as {{\"address\": \"…\", \"subscription\": \"…\"}}.");
        }

        await act(subscription, await hash.OfAsync(address, cancellation));
        return Results.NoContent();
    }

    private static async Task<Dictionary<string, string>?> ValuesAsync(HttpRequest request, MailTemplateKind kind, CancellationToken cancellation)
    {
        if (await TextsAsync(request, cancellation) is not { } given || given.Keys.Any(name => !kind.Variables.ContainsKey(name)))
        {
            return null;
        }

        return kind.Variables.ToDictionary(v => v.Key, v => given.GetValueOrDefault(v.Key) ?? v.Value);
    }

    // Null when the body is no object of texts; no body is an empty one.
    private static async Task<Dictionary<string, string>?> TextsAsync(HttpRequest request, CancellationToken cancellation)
    {
        var body = await JsonBody.ReadAsync(request, cancellation);
        try
        {
            return body.Length == 0 ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
