using System.Text.Json;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Understanding;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Intake;

/// <summary>
/// Sorts the rows of one file into those to take in, those to give back and what is worth a look. No row leaves without
/// being counted on one side: rows = accepted + rejected.
/// </summary>
/// <param name="calendar">The authority's terms and bank holidays.</param>
/// <param name="today">The date of the upload, Europe/London.</param>
public sealed class Staging(AuthorityCalendar calendar, LocalDate today) : IDisposable
{
    /// <summary>Lines of a rejects file. Who has more to mend begins with these.</summary>
    public const int MostGivenBack = 5_000;

    private readonly DoubleBookings bookings = new(calendar, today);
    private readonly SessionSpool spool = new();
    private readonly FileStream staged = TemporaryFile.Create();
    private readonly FileStream rejectsStream = TemporaryFile.Create();
    private readonly FileFindings warnings = new();
    private readonly FileFindings given = new();
    private readonly Dictionary<string, int> rules = [];
    private readonly HashSet<string> activitiesGivenBack = new(StringComparer.OrdinalIgnoreCase);
    private RejectsFile? rejects;
    private int rows;
    private int rejectedRows;
    private int givenBack;
    private int pastRows;

    /// <summary>Rows taken so far.</summary>
    public int Rows => rows;

    /// <summary>Takes a row.</summary>
    public void Take(Interpretation row)
    {
        if (row is Noticed noticed)
        {
            Warn(noticed.Warnings);
            return;
        }

        rows++;
        switch (row)
        {
            case Accepted accepted:
                spool.Add(accepted.Told);
                bookings.Add(accepted.Told);
                pastRows += accepted.Session.Schedule.IsOver(today) ? 1 : 0;
                Warn(accepted.Warnings);
                break;
            case Rejected rejected:
                rejectedRows++;
                if (rejected.Rejects[0] is { Activity: { } activity } && activitiesGivenBack.Count < MostGivenBack)
                {
                    activitiesGivenBack.Add(activity);
                }

                foreach (var reject in rejected.Rejects)
                {
                    GiveBack(reject);
                }

                break;
            default:
                throw new InvalidOperationException($"An interpretation of type {row.GetType().Name} is not handled.");
        }
    }

    /// <summary>Saves everything for the merge and says what there was.</summary>
    public async Task<IntakeReport> SaveAsync(RunFolder work, IntakeReport report, CancellationToken cancellation)
    {
        (report, var slices) = Finish(report);
        await work.SaveAsync(RunFolder.Staged, staged, cancellation);
        if (report.HasIndex)
        {
            await work.SaveJsonAsync(RunFolder.Index, Kept(slices), cancellation);
        }

        if (rejects is not null)
        {
            await work.SaveAsync(RunFolder.Rejects, rejectsStream, cancellation);
        }

        return report;
    }

    /// <summary>Says what there was, without saving anything: the first sessions in the order of the file, and all findings that a receipt lists.</summary>
    public TimetablePreview Preview(IntakeReport report, int sessions)
    {
        (report, var slices) = Finish(report);
        staged.Position = 0;
        using var lines = new StreamReader(staged, leaveOpen: true);
        var all = Lines(lines).Select(line => JsonSerializer.Deserialize<SessionInFile>(line, HubJson.Options)!).ToList();
        var first = all.OrderBy(row => row.Place.Row).ThenBy(row => row.Place.Column, StringComparer.Ordinal).Take(sessions).ToList();
        return new TimetablePreview(report, first, all, Kept(slices));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        rejects?.Dispose();
        spool.Dispose();
        staged.Dispose();
        rejectsStream.Dispose();
    }

    private (IntakeReport Report, IReadOnlyList<StagedSlice> Slices) Finish(IntakeReport report)
    {
        Warn([.. bookings.Find()]);
        spool.ResolveRepeats(rows => RepeatedRows.Resolve(rows, calendar, (first, repeat) =>
        {
            rejectedRows++;
            GiveBack(RepeatedRows.Reject(first, repeat));
        }));
        var slices = spool.WriteSorted(staged, TimetableIntake.SliceSize);
        if (givenBack > MostGivenBack)
        {
            rejects!.AddRemainder(givenBack - MostGivenBack);
        }

        rejects?.Dispose();
        return (report with
        {
            Outcome = TimetableOutcome.Accepted,
            Rows = rows,
            Accepted = rows - rejectedRows,
            Rejected = rejectedRows,
            RejectedFor = rules.Count == 0 ? null : string.Join(", ", rules.OrderByDescending(r => r.Value).ThenBy(r => r.Key).Select(r => $"{r.Key} {r.Value}")),
            Warnings = warnings.Count,
            Past = pastRows,
            Slices = slices.Count,
        }, slices);
    }

    private StagedFile Kept(IReadOnlyList<StagedSlice> slices) => new(slices, given.First, warnings.First) { GivenBack = [.. activitiesGivenBack] };

    private static IEnumerable<string> Lines(StreamReader reader)
    {
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private void GiveBack(Reject reject)
    {
        rejects ??= new RejectsFile(rejectsStream);
        if (givenBack++ < MostGivenBack)
        {
            rejects.Add(reject);
        }

        rules[reject.Rule] = rules.GetValueOrDefault(reject.Rule) + 1;
        given.Add(reject);
    }

    private void Warn(IReadOnlyList<Warning> more)
    {
        foreach (var warning in more)
        {
            warnings.Add(warning);
        }
    }
}

/// <summary>What a run keeps of a file that it has read.</summary>
/// <param name="Slices">How the staged rows are cut for the merge.</param>
/// <param name="Rejects">The first things that are wrong, equal ones once.</param>
/// <param name="Warnings">The first things that are worth a look, equal ones once.</param>
public sealed record StagedFile(IReadOnlyList<StagedSlice> Slices, IReadOnlyList<FileFinding> Rejects, IReadOnlyList<FileFinding> Warnings)
{
    /// <summary>What rows that were given back call their activities, each once.</summary>
    public IReadOnlyList<string> GivenBack { get; init; } = [];

    /// <summary>A file of which there is nothing to tell.</summary>
    public static readonly StagedFile None = new([], [], []);
}
