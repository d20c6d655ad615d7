using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Intake;
using HubAutomation.Testing.Hub;
using Microsoft.Extensions.Logging;

namespace HubAutomation.EndToEnd;

/// <summary>The hourly look into the inbox says how long an authority has been silent; the alert reads that line.</summary>
public sealed class SilentAuthorityTests(OneTimetable timetable) : IClassFixture<OneTimetable>
{
    private readonly Hub hub = timetable.Hub;

    [Fact]
    public async Task The_days_since_the_newest_file_are_logged()
    {
        await hub.IngestAsync(InventedTimetable.Partner, "last.csv", BinaryData.FromString("Activity,Day,Start,End,Venue\nPeep,Monday,9.30am,11am,Hub 1\n"));

        Assert.Contains("The newest timetable of sampleton came 40 days ago.", await LookAsync(InventedTimetable.Authority));
    }

    [Fact]
    public async Task An_authority_that_never_sent_anything_is_not_called_silent()
    {
        Assert.Empty(await LookAsync("elsewhere"));
    }

    private async Task<IReadOnlyList<string>> LookAsync(string authority)
    {
        var lines = new Lines();
        var inbox = new Inbox(hub.Storage, hub.Service<SettingsStore>(), new Later(TimeSpan.FromDays(40)), lines);
        await inbox.WaitingAsync(authority, CancellationToken.None);
        return lines.Written;
    }

    private sealed class Later(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }

    private sealed class Lines : ILogger<Inbox>
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add(formatter(state, exception));
    }
}
