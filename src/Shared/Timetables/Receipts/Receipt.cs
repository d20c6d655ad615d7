using System.Globalization;
using System.Text;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Platform.Templates;
using HubAutomation.Shared.Platform.Time;
using HubAutomation.Shared.Timetables.Intake;
using HubAutomation.Shared.Timetables.Merging;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Words;

namespace HubAutomation.Shared.Timetables.Receipts;

/// <summary>What a partner is told about a file: plain text, in the words of somebody who does not know the hub.</summary>
public static class Receipt
{
    /// <summary>Metadata of a receipt that says that all is well.</summary>
    internal const string GoodMark = "good";

    private const int Listed = 50;

    /// <summary>Writes the receipt.</summary>
    /// <param name="settings">The authority; null when it is unknown.</param>
    /// <param name="account">What became of the file.</param>
    /// <param name="at">When, UTC.</param>
    public static string Write(AuthoritySettings? settings, FileAccount account, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(account);
        var text = new StringBuilder();
        var partner = settings?.Partners.FirstOrDefault(p => p.Id == account.File.Partner)?.Name ?? account.File.Partner;
        text.Append(CultureInfo.InvariantCulture, $"Your timetable \"{SafeName(account.File.Name)}\" – {Headline(account)}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"To: {partner}\n");
        text.Append(CultureInfo.InvariantCulture, $"From: {settings?.Authority.ServiceName ?? account.File.Authority}\n");
        text.Append(CultureInfo.InvariantCulture, $"Read: {London.Describe(at)}\n");
        if (settings?.Authority.Notice is { } notice)
        {
            text.Append(CultureInfo.InvariantCulture, $"{notice}\n");
        }

        text.Append('\n');
        text.AppendJoin("", Parts(settings, account).Select(part =>
            (part.IsApart ? "\n" : "") + part.Line + "\n" + string.Concat(part.Items.Select(item => $"- {item}\n"))));
        return text.ToString();
    }

    /// <summary>Where a run's receipt is kept in the container <c>outbox</c>.</summary>
    internal static string BlobName(string authority, string partner, string runId) => $"{authority}/{partner}/{Names.Key(runId)}.txt";

    /// <summary>The outcome in one line, for lists.</summary>
    public static string Summary(IntakeReport report, MergeCounts counts)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(counts);
        return report switch
        {
            { IsWithdrawal: true, Outcome: TimetableOutcome.Accepted } => string.Create(
                CultureInfo.InvariantCulture, $"Taken off by the hub team: {counts.Withdrawn} withdrawn.{Because(report)}"),
            { Outcome: TimetableOutcome.Accepted } => string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Rows} rows: {report.Accepted} taken in ({counts.Added} new, {counts.Changed} changed, {counts.Unchanged} as before), {report.Rejected} given back{Rules(report)}, {counts.Withdrawn} withdrawn, {(counts.Kept > 0 ? $"{counts.Kept} kept though not in the file, " : "")}{report.Warnings} warnings.{Because(report)}"),
            { Outcome: TimetableOutcome.DryRun } => string.Create(
                CultureInfo.InvariantCulture, $"{report.Rows} rows: {report.Accepted} would be taken in, {report.Rejected} given back{Rules(report)}. Nothing was written."),
            { Outcome: TimetableOutcome.Unchanged } => "The same content as before: nothing changes.",
            _ => report.Reason ?? report.Outcome.ToString(),
        };
    }

    /// <summary>A file's name that is safe to show: path tricks and control characters are shown as underscores.</summary>
    public static string SafeName(string name) =>
        new([.. name.Split('/', '\\')[^1].Select(c => char.IsControl(c) || c is '<' or '>' or '"' ? '_' : c).Take(120)]);

    /// <summary>What became of the file, as Markdown: the same as in the text.</summary>
    internal static string Details(AuthoritySettings? settings, FileAccount account)
    {
        var text = new StringBuilder();
        foreach (var part in Parts(settings, account))
        {
            text.Append(part.Items.Count > 0 ? $"## {MarkdownText.Escape(part.Line.TrimEnd(':'))}" : MarkdownText.Escape(part.Line)).Append("\n\n");
            text.AppendJoin("", part.Items.Select(item => $"- {MarkdownText.Escape(item)}\n")).Append(part.Items.Count > 0 ? "\n" : "");
        }

        return text.ToString();
    }

    /// <summary>What became of the file, in a few words.</summary>
    internal static string Headline(FileAccount account)
    {
        var report = account.Report;
        var headline = report switch
        {
            { IsWithdrawal: true, Outcome: TimetableOutcome.Accepted } => "taken off the website by the hub team",
            { Outcome: TimetableOutcome.DryRun } => "a trial: nothing was written",
            { Outcome: TimetableOutcome.Unchanged, Rejected: > 0 } => $"the same file as before, and {Count(report.Rejected, "row has", "rows have")} a problem",
            { Outcome: TimetableOutcome.Unchanged } => "the same file as before",
            { Outcome: not TimetableOutcome.Accepted } => "could not be taken in",
            { Accepted: 0 } => "no row could be taken in",
            { Rejected: > 0 } => string.Create(
                CultureInfo.InvariantCulture, $"{report.Accepted} of {report.Rows} rows were taken in, {report.Rejected} {(report.Rejected == 1 ? "has" : "have")} a problem"),
            _ when account.IsPast => "all rows were read, but every date has passed",
            _ => "all rows were taken in",
        };
        return account.IsHeld ? $"{headline}; please say whether {Count(account.Loss.Gone, "other activity", "other activities")} should go" : headline;
    }

    private static IEnumerable<Part> Parts(AuthoritySettings? settings, FileAccount account)
    {
        var (report, counts) = (account.Report, account.Counts);
        if (report.Outcome is not (TimetableOutcome.Accepted or TimetableOutcome.DryRun or TimetableOutcome.Unchanged))
        {
            return [new Part(report.Reason ?? "", IsApart: false)];
        }

        if (report.IsWithdrawal)
        {
            return
            [
                new Part("The hub team has taken everything off the website that came from this file. If that is not right, tell them.", IsApart: false),
                .. Sessions(settings, account, $"No longer on the website ({counts.Withdrawn}):", counts.Withdrawn),
            ];
        }

        return
        [
            .. Opening(account),
            .. Losses(settings, account),
            .. Kept(settings, account),
            .. CopyOf(account),
            .. Problems(account),
            .. Warnings(account),
        ];
    }

    private static IEnumerable<Part> Opening(FileAccount account)
    {
        var (report, counts) = (account.Report, account.Counts);
        if (report.Outcome == TimetableOutcome.Unchanged)
        {
            yield return new Part("This is the file that we have already. Nothing changes on the website.", IsApart: false);
        }
        else
        {
            yield return new Part($"We read it as {FormatWords.Plain(report.Format)}.", IsApart: false);
        }

        if (report.Outcome == TimetableOutcome.Accepted)
        {
            yield return new Part(string.Create(CultureInfo.InvariantCulture, $"New: {counts.Added}. Changed: {counts.Changed}. As before: {counts.Unchanged}."), IsApart: false);
        }

        if (account.IsPast)
        {
            yield return new Part("Every date in this file has passed, so families see nothing of it. Is the year right? If it is, send the timetable of the weeks ahead.");
        }
    }

    private static IEnumerable<Part> Losses(AuthoritySettings? settings, FileAccount account)
    {
        var (report, counts, loss) = (account.Report, account.Counts, account.Loss);
        if (report.Outcome == TimetableOutcome.DryRun)
        {
            return Sessions(settings, account, $"Not in this file, and on the website now ({loss.Gone}):", loss.Gone);
        }

        if (counts.Withdrawn > 0)
        {
            return Sessions(settings, account, $"No longer on the website, because this file does not have them ({counts.Withdrawn}):", counts.Withdrawn);
        }

        if (account.IsHeld)
        {
            return
            [
                .. Sessions(settings, account, $"Not in this file, and still on the website ({loss.Gone}):", loss.Gone),
                new Part("We take off so many only when you say so. If they should go, send the file again by a link to your upload page, and choose that it replaces everything there. Or tell the hub team. If they should stay, you need do nothing."),
            ];
        }

        return counts.Kept > 0 ? [new Part($"You sent this file to add to what was there: {Count(counts.Kept, "other activity stays", "other activities stay")} on the website.")] : [];
    }

    // The row of an activity that stood before has a slip: nothing of it is lost.
    private static IEnumerable<Part> Kept(AuthoritySettings? settings, FileAccount account)
    {
        if (account.Loss.Kept is { Count: > 0 } kept && !account.Report.IsWithdrawal)
        {
            yield return new Part(string.Create(CultureInfo.InvariantCulture, $"As it was on the website, because the row in this file has a problem ({kept.Count}):"))
            {
                Items = [.. kept.Take(Listed).Select(session => SessionWords.Line(session, settings?.Places ?? [])), .. kept.Count > Listed ? ["and more"] : Array.Empty<string>()],
            };
        }
    }

    private static IEnumerable<Part> CopyOf(FileAccount account)
    {
        if (account.CopyOf is { } original)
        {
            yield return new Part($"Your file \"{SafeName(original)}\" counts as well: files of different names stand side by side. If this one is a new version of it, send it under that name.");
        }
    }

    private static IEnumerable<Part> Problems(FileAccount account)
    {
        if (account.Report.Rejected == 0)
        {
            yield break;
        }

        yield return new Part(string.Create(CultureInfo.InvariantCulture, $"Rows with a problem ({account.Report.Rejected}):"))
        {
            Items = Listing(account.Staged.Rejects),
        };
        if (account.Report.Outcome != TimetableOutcome.DryRun)
        {
            yield return new Part($"Correct them in your timetable, and send the whole timetable again under the same name, not only these rows. If you use the drop folder, all of them are in \"{SafeName(account.File.Name)}{InputFile.RejectsSuffix}\" there.");
        }
    }

    private static IEnumerable<Part> Warnings(FileAccount account)
    {
        if (account.Report.Warnings > 0)
        {
            yield return new Part(string.Create(CultureInfo.InvariantCulture, $"Taken in, but worth a look ({account.Report.Warnings}):"))
            {
                Items = Listing(account.Staged.Warnings),
            };
        }
    }

    // Those whose dates have passed are not named: nobody misses them.
    private static IEnumerable<Part> Sessions(AuthoritySettings? settings, FileAccount account, string line, int count)
    {
        if (count == 0)
        {
            yield break;
        }

        var named = account.Loss.Sessions.Take(Listed).Select(session => SessionWords.Line(session, settings?.Places ?? [])).ToList();
        var rest = count - named.Count;
        yield return new Part(line)
        {
            Items = rest > 0 ? [.. named, string.Create(CultureInfo.InvariantCulture, $"{(named.Count > 0 ? "and " : "")}{rest} {(account.Loss.Gone <= Listed ? "that are over" : "more")}")] : named,
        };
    }

    private static List<string> Listing(IReadOnlyList<FileFinding> findings)
    {
        var listed = findings.Take(Listed).Select(finding => finding.Line).ToList();
        return findings.Count > Listed ? [.. listed, "and more"] : listed;
    }

    private static string Rules(IntakeReport report) => report.RejectedFor is { } rules ? $" ({rules})" : "";

    private static string Because(IntakeReport report) => report.Reason is { } reason ? " " + reason : "";

    /// <summary>"1 row has", "7 rows have".</summary>
    internal static string Count(int count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    // A line, what is listed below it, and whether a blank line stands before it in the text.
    private sealed record Part(string Line, bool IsApart = true)
    {
        public List<string> Items { get; init; } = [];
    }
}
