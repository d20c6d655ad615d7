using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace HubAutomation.Local.Sandbox.Mail;

/// <summary>The outbox for people (<c>sandbox</c>) and for programs (<c>sandbox/mails</c>).</summary>
internal static class OutboxApi
{
    // Mails are shown as a mail program would: no script, nothing fetched, no way out of the frame.
    private const string FramePolicy = "sandbox; default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; frame-ancestors 'self'";

    public static void Map(IEndpointRouteBuilder routes, Outbox outbox)
    {
        routes.MapGet("/sandbox", (HttpContext http) => SandboxPage.Answer(http, OutboxPage.List(outbox.List())));
        routes.MapGet("/sandbox/mails", () => Results.Json(outbox.List().Select(Describe), JsonSerializerOptions.Web));
        routes.MapGet("/sandbox/mails/{number:int}", (HttpContext http, int number) => outbox.Find(number) is { } mail
            ? SandboxPage.Answer(http, OutboxPage.Mail(outbox.List().Single(m => m.Mail.Number == number), outbox.Load(mail.Number), Raw(outbox, number)))
            : Results.NotFound());
        routes.MapGet("/sandbox/mails/{number:int}/html", (HttpContext http, int number) => outbox.Find(number) is not null
            && outbox.Load(number).Content?.Html is { } html ? SandboxPage.Answer(http, OutboxPage.WithImages(html, number), FramePolicy) : Results.NotFound());
        routes.MapGet("/sandbox/mails/{number:int}/files/{index:int}", (int number, int index) => outbox.Find(number) is not null
            && outbox.Load(number).Attachments.ElementAtOrDefault(index) is { } file
                ? Results.Bytes(file.ContentInBase64!, SafeType(file.ContentType!), file.ContentId is null ? file.Name : null)
                : Results.NotFound());
        routes.MapGet("/sandbox/mails/{number:int}/parts/{id}", (int number, string id) => outbox.Find(number) is not null
            && outbox.Load(number).Attachments.FirstOrDefault(a => a.ContentId == id) is { } file
                ? Results.Bytes(file.ContentInBase64!, SafeType(file.ContentType!))
                : Results.NotFound());
        routes.MapGet("/sandbox/mails/{number:int}/eml", (int number) => outbox.Find(number) is not null
            ? Results.File(outbox.EmlPath(number), "message/rfc822", Path.GetFileName(outbox.EmlPath(number)))
            : Results.NotFound());
    }

    private static object Describe(ListedMail listed) => new
    {
        listed.Mail.Number,
        listed.Mail.OperationId,
        listed.Mail.AcceptedAt,
        fate = listed.Mail.Fate.ToString(),
        listed.Mail.From,
        listed.Mail.To,
        listed.Mail.Subject,
        listed.SameOperationAs,
        listed.SameContentAs,
    };

    private static string Raw(Outbox outbox, int number) => File.ReadAllText(outbox.EmlPath(number), Encoding.ASCII);

    // What a browser would run is given as a file to save.
    private static string SafeType(string type) => type.StartsWith("image/", StringComparison.OrdinalIgnoreCase)
        && !type.Contains("svg", StringComparison.OrdinalIgnoreCase) ? type : "application/octet-stream";
}
