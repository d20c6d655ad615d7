using System.Globalization;
using System.Text;
using HubAutomation.Shared.Platform.Mail.Templates;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;
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
        text.Append(Body(file, report, counts, staged));
        return text.ToString();
    }

    /// <summary>Where a run's receipt is kept in the container <c>outbox</c>.</summary>
    internal static string BlobName(string authority, string partner, string runId) => $"{authority}/{partner}/{Names.Key(runId)}.txt";

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

    /// <summary>What became of the file, as Markdown: the same as in the text.</summary>
    internal static string Details(InputFile file, IntakeReport report, MergeCounts counts, StagedFile staged)
    {
        var text = new StringBuilder();
        foreach (var part in Parts(file, report, counts, staged))
        {
            text.Append(part.Items.Count > 0 ? $"## {MarkdownText.Escape(part.Line.TrimEnd(':'))}" : MarkdownText.Escape(part.Line)).Append("\n\n");
            text.AppendJoin("", part.Items.Select(item => $"- {MarkdownText.Escape(item)}\n")).Append(part.Items.Count > 0 ? "\n" : "");
        }

        return text.ToString();
    }

    /// <summary>What became of the file, in a few words.</summary>
    internal static string Headline(IntakeReport report) => report.Outcome switch
    {
        TimetableOutcome.Accepted when report.Rejected == 0 => "all rows were taken in",
        TimetableOutcome.Accepted => string.Create(
            CultureInfo.InvariantCulture, $"{report.Accepted} of {report.Rows} rows were taken in, {report.Rejected} {(report.Rejected == 1 ? "needs" : "need")} you"),
        TimetableOutcome.DryRun => "a trial: nothing was written",
        TimetableOutcome.Unchanged => "nothing new",
        _ => "could not be taken in",
    };

    private static string Body(InputFile file, IntakeReport report, MergeCounts counts, StagedFile staged) =>
        string.Concat(Parts(file, report, counts, staged).Select(part =>
            (part.IsApart ? "\n" : "") + part.Line + "\n" + string.Concat(part.Items.Select(item => $"- {item}\n"))));

    private static IEnumerable<Part> Parts(InputFile file, IntakeReport report, MergeCounts counts, StagedFile staged)
    {
        if (report.Outcome is not (TimetableOutcome.Accepted or TimetableOutcome.DryRun))
        {
            yield return new Part(report.Reason ?? "", IsApart: false);
            yield break;
        }

        yield return new Part($"We read it as: {report.Format}.", IsApart: false);
        if (report.Outcome == TimetableOutcome.Accepted)
        {
            yield return new Part(
                string.Create(CultureInfo.InvariantCulture, $"New: {counts.Added}. Changed: {counts.Changed}. As before: {counts.Unchanged}. Withdrawn, because the file no longer has them: {counts.Withdrawn}."),
                IsApart: false);
        }

        if (report.Rejected > 0)
        {
            yield return new Part(string.Create(CultureInfo.InvariantCulture, $"Rows that need you ({report.Rejected}):"))
            {
                Items = Listing(staged.Rejects.Select(r => $"{Where(r.Place)}, {r.Column}, \"{r.Value}\": {r.Sentence}")),
            };
            if (report.Outcome == TimetableOutcome.Accepted)
            {
                yield return new Part($"Mend them in your timetable and send it again under the same name: the good rows stay as they are. If you use the drop folder, all of them are in \"{SafeName(file.Name)}{InputFile.RejectsSuffix}\" there.");
            }
        }

        if (report.Warnings > 0)
        {
            yield return new Part(string.Create(CultureInfo.InvariantCulture, $"Taken in, but worth a look ({report.Warnings}):"))
            {
                Items = Listing(staged.Warnings.Select(w => $"{Where(w.Place)}: {w.Sentence}")),
            };
        }
    }

    private static List<string> Listing(IEnumerable<string> lines)
    {
        var listed = lines.Take(Listed + 1).ToList();
        return listed.Count > Listed ? [.. listed.Take(Listed), "and more"] : listed;
    }

    private static string Where(RowPlace place) => place.Row == 0 ? place.Part ?? "The whole file" : string.Create(
        CultureInfo.InvariantCulture,
        $"{(place.Part is { } part ? $"{part}, " : "")}row {place.Row}{(place.Column is { } column ? $", column {column}" : "")}");

    // A line, what is listed below it, and whether a blank line stands before it in the text.
    private sealed record Part(string Line, bool IsApart = true)
    {
        public List<string> Items { get; init; } = [];
    }
}
