using System.Net;
using System.Text.Json;
using Azure;

namespace HubAutomation.Local.Email.Tests;

public sealed class DeliveryReportTests
{
    [Fact]
    public async Task What_became_of_each_mail_is_posted_as_Event_Grid_posts_it()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var webhook = new HttpListener();
        var address = new Uri($"http://127.0.0.1:{FreePort()}/reports/");
        webhook.Prefixes.Add(address.ToString());
        webhook.Start();
        await sandbox.MisbehaveAsync(new { fault = "Bounce", next = 1 });
        var id = Guid.NewGuid();
        await sandbox.Client().SendAsync(WaitUntil.Started, Mails.Simple("gone@example.org"), id);
        sandbox.Server.ReportDeliveriesTo(address);

        // The first try is turned away, as by an app that is starting.
        var refused = await webhook.GetContextAsync();
        refused.Response.StatusCode = 503;
        refused.Response.Close();
        var taken = await webhook.GetContextAsync();
        using var body = await JsonDocument.ParseAsync(taken.Request.InputStream);
        taken.Response.Close();

        var report = Assert.Single(body.RootElement.EnumerateArray());
        Assert.Equal("Notification", taken.Request.Headers["aeg-event-type"]);
        Assert.Equal("Microsoft.Communication.EmailDeliveryReportReceived", report.GetProperty("eventType").GetString());
        Assert.Equal(
            ("gone@example.org", id.ToString(), "Bounced"),
            (Text(report, "recipient"), Text(report, "messageId"), Text(report, "status")));
    }

    private static string? Text(JsonElement report, string name) => report.GetProperty("data").GetProperty(name).GetString();

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
