using System.Globalization;
using HubAutomation.Shared.FundingReturns.Model;

namespace HubAutomation.Shared.FundingReturns.Rules;

/// <summary>What is said of rows that are left out of the figures: how many, how much is in them, and which of them somebody has answered for before.</summary>
public static class LeftOutRows
{
    /// <summary>Rule of the warning that rows of a file do not count.</summary>
    public const string Rule = "rows-left-out";

    /// <summary>Rule of the note that rows do not count for which somebody has answered in an earlier return.</summary>
    public const string AnsweredRule = "rows-left-out-before";

    /// <summary>No more rows than this are kept of one file; their number is always said.</summary>
    internal const int MostKeptOfAFile = 10_000;

    private const decimal Absurd = 1_000_000_000_000m;

    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>The warning about a file's rows.</summary>
    /// <param name="file">The file.</param>
    /// <param name="count">How many there are; no more than the first of them are kept.</param>
    /// <param name="rows">Those that are kept, in the file's order.</param>
    internal static Finding Warning(string file, int count, IReadOnlyList<RejectedRow> rows) => new(
        Severity.Warning, Rule, null, file,
        $"{file}: {Counted.Of(count, "row")} {(count == 1 ? "was" : "were")} left out of the figures{AtStake(rows, count > rows.Count)}. The first is row {rows[0].Row}, {rows[0].Column}: {rows[0].Sentence} The list of them lies beside the return.",
        Finding.DataTeam);

    /// <summary>
    /// What was found, with each warning about rows made anew: rows that somebody has answered for are listed in a note, and only the others are asked
    /// about. The same rows are the same question, whatever month it is asked in; other rows are another question.
    /// </summary>
    /// <param name="found">What was found.</param>
    /// <param name="rows">File → its rows with their identities; a file that is not there stays as it was found.</param>
    /// <param name="answered">Identity → what was said of such a row.</param>
    /// <param name="name">A person's name by their id.</param>
    internal static IReadOnlyList<Finding> Settle(
        IReadOnlyList<Finding> found, ILookup<string, RejectedRow> rows, IReadOnlyDictionary<string, RowAnswer> answered, Func<string, string> name) =>
        [.. found.SelectMany(finding => finding is { Rule: Rule, Place: { } file } && rows[file].ToList() is { Count: > 0 and < MostKeptOfAFile } own ? Settled(file, own, answered, name) : [finding])];

    /// <summary>", £1,250.00 in all", ", of 3 people", ", 41 infants due in all"; empty where rows do not say.</summary>
    public static string AtStake(IReadOnlyList<RejectedRow> rows, bool isPart = false)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var of = rows.Select(row => row.Of).FirstOrDefault(of => of is not null);
        var (people, amounts) = (rows.Select(row => row.Person).OfType<int>().Distinct().Count(), rows.Select(AmountOf).OfType<decimal>().ToList());
        var (least, unknown) = (isPart ? "at least " : "", rows.Count - amounts.Count);
        if (people > 0)
            return string.Create(English, $", of {least}{people:N0} {(people == 1 ? "person" : "people")}");
        if (amounts.Count == 0 || of is null)
            return "";
        var sum = of == "£" ? string.Create(English, $"{(amounts.Sum() < 0 ? "−" : "")}£{Math.Abs(amounts.Sum()):N2}") : string.Create(English, $"{amounts.Sum():N0} {of}");
        return $", {least}{sum} in all{(unknown > 0 ? $" and what {Counted.Of(unknown, "row")} {(unknown == 1 ? "does" : "do")} not say in digits" : "")}";
    }

    // What no council has of anything is no amount, and could not be added up.
    private static decimal? AmountOf(RejectedRow row) => row.Amount is > -Absurd and < Absurd ? row.Amount : null;

    private static IEnumerable<Finding> Settled(string file, List<RejectedRow> rows, IReadOnlyDictionary<string, RowAnswer> answered, Func<string, string> name)
    {
        var (before, asked) = (rows.FindAll(row => answered.ContainsKey(row.Identity)), rows.FindAll(row => !answered.ContainsKey(row.Identity)));
        if (asked.Count > 0)
            yield return Warning(file, asked.Count, asked) with { Content = Together(asked) };
        if (before.Count > 0)
        {
            var answers = before.Select(row => answered[row.Identity]).Distinct().ToList();
            yield return new Finding(
                Severity.Note, AnsweredRule, null, file,
                $"{file}: {Counted.Of(before.Count, "row")} {(before.Count == 1 ? "is" : "are")} left out of the figures as before{AtStake(before)}. {string.Join(' ', answers.Select(answer => $"In the return for {answer.Month} {name(answer.By)} said: “{answer.Text}”"))}",
                Finding.DataTeam)
            {
                Content = Together(before),
            };
        }
    }

    private static string Together(IEnumerable<RejectedRow> rows) => Platform.Storage.Names.Key([.. rows.Select(row => row.Identity)]);
}
