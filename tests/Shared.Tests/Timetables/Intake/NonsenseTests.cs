using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Tests.Timetables.Understanding;
using HubAutomation.Shared.Timetables.Intake;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Testing;
using HubAutomation.Testing.Hub;
using Microsoft.Extensions.Logging.Abstractions;

namespace HubAutomation.Shared.Tests.Timetables.Intake;

/// <summary>
/// No cell, row or part can spoil a file. What a file takes is told by what it allocates, which is the same on every machine: four times
/// as much nonsense may take about four times as much, and never an answer of a length that its sender chooses. The times are measured
/// by <c>Benchmarks -- nonsense</c>.
/// </summary>
public class NonsenseTests
{
    private const int Quarter = 16;
    private const long Noise = 3_000_000;

    private static readonly TimetableIntake Intake = new(
        EveryCapability.Connect(), null!, TimeProvider.System, NullLogger<TimetableIntake>.Instance);

    private static readonly AuthoritySettings Council = Widnes.Settings with { Places = [Widnes.Kingsway with { Aliases = ["Hub"] }] };

    public static TheoryData<string> Names => [.. Nonsense.Kinds.Select(k => k.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Four_times_the_nonsense_takes_four_times_the_work_at_most(string name)
    {
        var kind = Nonsense.Kinds.Single(k => k.Name == name);
        var n = Math.Max(1, kind.Size / Quarter);
        _ = Allocated(kind, n);

        var (once, fourTimes) = (Allocated(kind, n), Allocated(kind, 4 * n));

        Assert.True(fourTimes <= (5 * once) + Noise, $"{once:N0} bytes for {n:N0}, {fourTimes:N0} for four times as much");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_answer_to_nonsense_is_short(string name)
    {
        var kind = Nonsense.Kinds.Single(k => k.Name == name);

        var preview = TakeIn(kind.Of(kind.Size / Quarter), kind.File);

        Assert.True(preview.Report.Outcome is TimetableOutcome.Accepted or TimetableOutcome.Quarantined);
        Assert.InRange((preview.Report.Format ?? preview.Report.Reason!).Length, 1, 1_000);
        Assert.InRange(preview.Findings.Rejects.Count, 0, 200);
        Assert.All(preview.Findings.Rejects, r => Assert.InRange(r.Value.Length + r.Column.Length, 0, 300));
        Assert.All(preview.Findings.Rejects, r => Assert.InRange(r.Sentence.Length, 1, 500));
    }

    private static long Allocated(Nonsense kind, int n)
    {
        var content = kind.Of(n);
        var before = GC.GetAllocatedBytesForCurrentThread();
        TakeIn(content, kind.File);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static TimetablePreview TakeIn(byte[] content, string file) =>
        Intake.Preview(Council, Widnes.Partner, file, new MemoryStream(content), sessions: 40, CancellationToken.None);
}
