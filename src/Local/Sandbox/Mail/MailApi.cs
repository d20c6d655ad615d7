using System.Globalization;
using System.Text.Json;
using HubAutomation.Local.Sandbox.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace HubAutomation.Local.Sandbox.Mail;

/// <summary>The mail service's two operations. Source: REST reference "Email" of Azure Communication Services.</summary>
internal sealed class MailApi(
    Outbox outbox, FaultDice faults, DeliveryReports reports, RequestSignature signature, TimeSpan sendDuration, TimeProvider time)
{
    private static readonly HashSet<string> Versions =
        ["2021-10-01-preview", "2023-01-15-preview", "2023-03-31", "2024-07-01-preview", "2025-09-01"];

    public void Map(IEndpointRouteBuilder routes)
    {
        // The colon belongs to the address; a route template would read it as a constraint.
        routes.MapPost("/{action:regex(^emails:send$)}", SendAsync);
        routes.MapGet("/emails/operations/{id}", LookUpAsync);
    }

    private async Task SendAsync(HttpContext http)
    {
        var body = await ReadAsync(http.Request);
        var fault = faults.OfAnswer(isLookUp: false);
        if (await RefuseAsync(http, body) || await MisbehaveAsync(http, fault))
        {
            return;
        }

        if (await ParseAsync(http, body) is not { } mail)
        {
            return;
        }

        var operation = http.Request.Headers["Operation-Id"].ToString() is { Length: > 0 } given ? given : Guid.NewGuid().ToString();
        if (!Guid.TryParse(operation, out _))
        {
            await ErrorAsync(http, 400, "InvalidOperationId", "Operation-Id is not a UUID.");
            return;
        }

        var kept = outbox.Keep(mail, operation, faults.OfMail(), time.GetUtcNow());
        reports.Tell(kept);
        if (fault?.Fault == FaultKind.TimeoutAfterAccepting)
        {
            await Misbehaviour.DropAsync(http, fault);
            return;
        }

        http.Response.Headers["Operation-Location"] =
            $"{http.Request.Scheme}://{http.Request.Host}/emails/operations/{operation}?api-version={http.Request.Query["api-version"]}";
        await AnswerAsync(http, 202, kept);
    }

    private async Task LookUpAsync(HttpContext http, string id)
    {
        if (await RefuseAsync(http, []) || await MisbehaveAsync(http, faults.OfAnswer(isLookUp: true)))
        {
            return;
        }

        if (outbox.FindOperation(id) is not { } mail)
        {
            await ErrorAsync(http, 404, "EmailOperationNotFound", "There is no operation of that id.");
            return;
        }

        await AnswerAsync(http, 200, mail);
    }

    private async Task<bool> RefuseAsync(HttpContext http, byte[] body)
    {
        if (signature.FaultOf(http.Request, body) is { } fault)
        {
            await ErrorAsync(http, 401, "Denied", fault);
            return true;
        }

        if (!Versions.Contains(http.Request.Query["api-version"].ToString()))
        {
            await ErrorAsync(http, 400, "InvalidApiVersion", "api-version is missing or not known.");
            return true;
        }

        return false;
    }

    private static async Task<bool> MisbehaveAsync(HttpContext http, FaultRule? rule)
    {
        switch (rule?.Fault)
        {
            case FaultKind.TooManyRequests:
                http.Response.Headers.RetryAfter = Math.Ceiling(rule.Seconds).ToString(CultureInfo.InvariantCulture);
                await ErrorAsync(http, 429, "TooManyRequests", "The sandbox was told to answer so.");
                return true;
            case FaultKind.ServerError:
                await ErrorAsync(http, rule.Status, "InternalServerError", "The sandbox was told to answer so.");
                return true;
            case FaultKind.Denied:
                await ErrorAsync(http, 401, "Denied", "The sandbox was told to answer so.");
                return true;
            case FaultKind.TimeoutBeforeAccepting:
                await Misbehaviour.DropAsync(http, rule);
                return true;
            default:
                return false;
        }
    }

    private static async Task<SentMail?> ParseAsync(HttpContext http, byte[] body)
    {
        SentMail? mail;
        try
        {
            mail = JsonSerializer.Deserialize<SentMail>(body, SentMail.Json);
        }
        catch (JsonException error)
        {
            await ErrorAsync(http, 400, "BadRequest", $"The body is not a mail: {error.Path}.");
            return null;
        }

        if (mail is null || MailRules.FaultOf(mail, body.Length) is not { } fault)
        {
            return mail;
        }

        await ErrorAsync(http, 400, "BadRequest", fault);
        return null;
    }

    private async Task AnswerAsync(HttpContext http, int status, KeptMail mail)
    {
        var isRunning = status == 202 || time.GetUtcNow() < mail.AcceptedAt + sendDuration;
        if (isRunning)
        {
            http.Response.Headers.RetryAfter = "1";
        }

        http.Response.StatusCode = status;
        await http.Response.WriteAsJsonAsync(isRunning
            ? new OperationAnswer(mail.OperationId, "Running", null)
            : mail.Fate == Fate.Suppressed
                ? new OperationAnswer(mail.OperationId, "Failed", new ErrorDetail(
                    "EmailDroppedAllRecipientsSuppressed", "All recipients are on the suppression list."))
                : new OperationAnswer(mail.OperationId, "Succeeded", null));
    }

    private static Task ErrorAsync(HttpContext http, int status, string code, string message)
    {
        http.Response.StatusCode = status;
        http.Response.Headers["x-ms-error-code"] = code;
        return http.Response.WriteAsJsonAsync(new { error = new ErrorDetail(code, message) });
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        return body.ToArray();
    }

    private sealed record OperationAnswer(string Id, string Status, ErrorDetail? Error);

    private sealed record ErrorDetail(string Code, string Message);
}
