using System.Globalization;
using System.Text;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Time;
using HubAutomation.Shared.Timetables.Intake;
using HubAutomation.Shared.Timetables.Merging;

namespace HubAutomation.Shared.Timetables.Telling;

/// <summary>What a partner is told about a file: plain text, in the words of somebody who does not know the hub.</summary>
public static class Receipt
{
    private const int Listed = 50;

    /// <summary>Writes the receipt.</summary>
    /// <param name="settings">The authority; null when it is unknown.</param>
    /// <param name="file">The file.</param>
    /// <param name="report">What was read.</param>
    /// <param name="counts">What it changed.</param>
    /// <param name="staged">The first rows that are given back, and what is worth a look.</param>
    /// <param name="at">When, UTC.</param>
    public static string Write(
        AuthoritySettings? settings, InputFile file, IntakeReport report, MergeCounts counts, StagedFile staged, DateTimeOffset at)
    {
        var text = new StringBuilder();
        var name = SafeName(file.Name);
        var partner = settings?.Partners.FirstOrDefault(p => p.Id == file.Partner)?.Name ?? file.Partner;
        text.Append(CultureInfo.InvariantCulture, $"Your timetable \"{name}\" – {Headline(report)}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"To: {partner}\n");
        text.Append(CultureInfo.InvariantCulture, $"From: {settings?.Authority.ServiceName ?? file.Authority}\n");
        text.Append(CultureInfo.InvariantCulture, $"Read: {London.Describe(at)}\n");
        if (settings?.Authority.Notice is { } notice)
        {
            text.Append(CultureInfo.InvariantCulture, $"{notice}\n");
        }

        text.Append('\n');
        text.Append(report.Outcome is TimetableOutcome.Accepted or TimetableOutcome.DryRun
            ? Body(file, report, counts, staged)
            : report.Reason + "\n");
        return text.ToString();
    }

    /// <summary>The outcome in one line, for lists.</summary>
    public static string Summary(IntakeReport report, MergeCounts counts) => report.Outcome switch
    {
        TimetableOutcome.Accepted => string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Rows} rows: {report.Accepted} taken in ({counts.Added} new, {counts.Changed} changed, {counts.Unchanged} as before), {report.Rejected} given back{(report.RejectedFor is { } rules ? $" ({rules})" : "")}, {counts.Withdrawn} withdrawn, {report.Warnings} warnings.{(report.Reason is { } reason ? " " + reason : "")}"),
        TimetableOutcome.DryRun => string.Create(
            CultureInfo.InvariantCulture, $"{report.Rows} rows: {report.Accepted} would be taken in, {report.Rejected} given back{(report.RejectedFor is { } rules ? $" ({rules})" : "")}. Nothing was written."),
        TimetableOutcome.Unchanged => "The same content as before: nothing changes.",
        _ => report.Reason ?? report.Outcome.ToString(),
    };

    /// <summary>A file's name that is safe to show: path tricks and control characters are shown as underscores.</summary>
    public static string SafeName(string name) =>
        new([.. name.Split('/', '\\')[^1].Select(c => char.IsControl(c) || c is '<' or '>' or '"' ? '_' : c).Take(120)]);

    private static string Headline(IntakeReport report) => report.Outcome switch
    {
        TimetableOutcome.Accepted when report.Rejected == 0 => "all rows were taken in",
        TimetableOutcome.Accepted => string.Create(
            CultureInfo.InvariantCulture, $"{report.Accepted} of {report.Rows} rows were taken in, {report.Rejected} need you"),
        TimetableOutcome.DryRun => "a trial: nothing was written",
        TimetableOutcome.Unchanged => "nothing new",
        _ => "could not be taken in",
    };

    private static string Body(InputFile file, IntakeReport report, MergeCounts counts, StagedFile staged)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"We read it as: {report.Format}.\n");
        if (report.Outcome == TimetableOutcome.Accepted)
        {
            text.Append(CultureInfo.InvariantCulture, $"New: {counts.Added}. Changed: {counts.Changed}. As before: {counts.Unchanged}. Withdrawn, because the file no longer has them: {counts.Withdrawn}.\n");
        }

        if (report.Rejected > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nRows that need you ({report.Rejected}):\n");
            AppendList(text, staged.Rejects.Select(r => $"{Where(r.Place)}, {r.Column}, \"{r.Value}\": {r.Sentence}"));
            text.Append(report.Outcome == TimetableOutcome.Accepted
                ? $"\nAll of them are in \"{SafeName(file.Name)}{InputFile.RejectsSuffix}\" beside your file. Mend them in your timetable and send it again under the same name: the good rows stay as they are.\n"
                : "");
        }

        if (report.Warnings > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nTaken in, but worth a look ({report.Warnings}):\n");
            AppendList(text, staged.Warnings.Select(w => $"{Where(w.Place)}: {w.Sentence}"));
        }

        return text.ToString();
    }

    private static void AppendList(StringBuilder text, IEnumerable<string> lines)
    {
        var listed = 0;
        foreach (var line in lines)
        {
            if (++listed > Listed)
            {
                text.Append("- and more\n");
                return;
            }

            text.Append(CultureInfo.InvariantCulture, $"- {line}\n");
        }
    }

    private static string Where(RowPlace place) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(place.Part is { } part ? $"{part}, " : "")}row {place.Row}{(place.Column is { } column ? $", column {column}" : "")}");
}
