using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using HubAutomation.Local.Sandbox;
using HubAutomation.Testing;
using HubAutomation.Testing.Hub;

namespace HubAutomation.Chaos.Mail;

/// <summary>
/// Sends a message to a thousand partners through a mail service that fails a fifth of all requests – a quarter of these each with 429,
/// 500, and time-outs before and after it accepted the mail – and kills the hub meanwhile. Counts what the service accepted.
/// </summary>
internal static class MailChaos
{
    private const double EachFault = 0.05;
    private const int UsualMails = 1_000;
    private const int UsualKills = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    public static async Task<ChaosReport> RunAsync(ChaosOptions options)
    {
        var (recipients, wantedKills) = (options.Rows ?? UsualMails, options.Kills ?? UsualKills);
        var folder = Directory.CreateTempSubdirectory("hub-chaos-").FullName;
        InventedTimetable.WriteConfiguration(Path.Combine(folder, "seed"), furtherPartners: recipients - 1);
        await using var azurite = await Azurite.StartAsync();
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { OutboxFolder = Path.Combine(folder, "mails") });
        using var http = new HttpClient { BaseAddress = sandbox.Address };
        await MisbehaveAsync(http, options.Seed);
        HubProcess Start(params string[] more) => HubProcess.Start([
            "--seed", Path.Combine(folder, "seed"), "--state", Path.Combine(folder, "state"), "--storage", azurite.ConnectionString, .. more,
            $"Email={sandbox.EmailConnectionString}", "MailPerMinute=100000", "MailPerHour=100000", "MailSettleTime=00:00:04"]);

        await SendWithKillsAsync(Start, http, recipients, wantedKills, options);
        await using (var last = Start("--port", "0", "--until-idle"))
        {
            using var patience = new CancellationTokenSource(Patience);
            var (exit, text) = await last.WaitAsync(patience.Token);
            if (exit != 0)
            {
                throw new InvalidOperationException($"The hub ended with {exit}:\n{text}");
            }
        }

        var report = await CountAsync(http, options, recipients, wantedKills);
        Directory.Delete(folder, recursive: true);
        return report;
    }

    private static async Task MisbehaveAsync(HttpClient http, int seed)
    {
        string[] faults = ["TooManyRequests", "ServerError", "TimeoutBeforeAccepting", "TimeoutAfterAccepting"];
        var rules = faults.Select(fault => new { fault, probability = EachFault, seconds = fault == "TooManyRequests" ? 1 : 0, lookUps = true });
        (await http.PutAsJsonAsync("sandbox/faults", new { seed, rules })).EnsureSuccessStatusCode();
    }

    // The message is asked for until the hub has taken it; then the hub is killed each time that some more mails have gone.
    private static async Task SendWithKillsAsync(
        Func<string[], HubProcess> start, HttpClient sandbox, int recipients, int kills, ChaosOptions options)
    {
        var random = new Random(options.Seed);
        var isAskedFor = false;
        for (var kill = 1; kill <= kills;)
        {
            var port = HubProcess.FreePort();
            await using var hub = start(["--port", port.ToString(CultureInfo.InvariantCulture)]);
            for (var lives = true; lives && kill <= kills; kill++)
            {
                if (!isAskedFor)
                {
                    await AskAsync(hub, port);
                    isAskedFor = true;
                }

                var wanted = recipients * kill / (kills + 1);
                await UntilAsync(hub, async () => (await MailsAsync(sandbox)).Count >= wanted);
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(500)));
                var victim = Victims.Of(kill);
                lives = await hub.KillAsync(victim);
                var mails = await MailsAsync(sandbox);
                options.Say(string.Create(CultureInfo.InvariantCulture, $"killed {victim} after {mails.Count} mails"));
            }
        }
    }

    private static async Task AskAsync(HubProcess hub, int port)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var message = new { subject = "Spring timetables", message = "Please send **yours** by 12 December." };
        await UntilAsync(hub, async () =>
        {
            try
            {
                var answer = await http.PostAsJsonAsync($"api/{InventedTimetable.Authority}/workflows/message-partners", message);
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
                return false;
            }
        });
    }

    private static async Task UntilAsync(HubProcess hub, Func<Task<bool>> isSo)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (!await isSo())
        {
            if (watch.Elapsed > Patience || await hub.EndsWithinAsync(TimeSpan.FromMilliseconds(100)))
            {
                await hub.KillAsync();
                throw new InvalidOperationException($"The hub ended or did not get on:\n{(await hub.WaitAsync()).Text}");
            }
        }
    }

    private static async Task<ChaosReport> CountAsync(HttpClient http, ChaosOptions options, int recipients, int kills)
    {
        var mails = await MailsAsync(http);
        var reached = mails.Select(m => m.GetProperty("to")[0].GetString()).Distinct().Count();
        var doubled = mails.Count(m => m.GetProperty("sameOperationAs").ValueKind == JsonValueKind.Number || m.GetProperty("sameContentAs").ValueKind == JsonValueKind.Number);
        var faults = (await http.GetFromJsonAsync<JsonElement>("sandbox/faults")).GetProperty("struck");
        options.Say($"{reached} of {recipients} recipients have the mail, {doubled} mails doubled, {kills} kills, faults: {faults}");
        return new MailReport(options.Seed, kills, recipients, recipients - reached, doubled, faults.EnumerateObject().Sum(f => f.Value.GetInt32()));
    }

    private static async Task<IReadOnlyList<JsonElement>> MailsAsync(HttpClient http) =>
        [.. (await http.GetFromJsonAsync<JsonElement>("sandbox/mails")).EnumerateArray()];
}
