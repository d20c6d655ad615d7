using System.Globalization;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.Platform.Storage;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Sources.Reading;

/// <summary>Rows of one file that are alike in every column: an export that was pasted twice counts twice, and nothing else would show it.</summary>
internal sealed class RepeatedRows(SourceFile file)
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    private readonly Dictionary<string, int> first = [];
    private readonly List<(int Row, int Like, string Content)> repeated = [];
    private readonly HashSet<YearMonth> months = [];
    private string? of;
    private decimal amount;

    /// <summary>Takes a row that counts.</summary>
    public void Add(SourceRow row, YearMonth month)
    {
        var content = row.Content;
        if (first.TryAdd(content, row.RowNumber))
            return;
        repeated.Add((row.RowNumber, first[content], content));
        months.Add(month);
        of ??= row.Stake.Of;
        amount += row.Stake.Amount ?? 0;
    }

    /// <summary>The question about them; null where there are none. What is said about some rows is no answer to one about others.</summary>
    public Finding? Finding() => repeated is not [var (row, like, _), ..] ? null : new Finding(
        Severity.Warning, "repeated", null, file.Place,
        $"{file.Place}: {Counted.Of(repeated.Count, "row")} of {MonthSpan.Describe(months)} {(repeated.Count == 1 ? "is" : "are")} like another in every column, and {(repeated.Count == 1 ? "counts" : "count")} as well{AtStake()}. The first is row {row}, which is like row {like}. Take out what stands there twice, or say why it is right.",
        Model.Finding.DataTeam)
    {
        Content = Names.Key([.. repeated.Select(one => one.Content)]),
    };

    private string AtStake() => of switch
    {
        null => "",
        "£" => string.Create(English, $": £{amount:N2}"),
        _ => string.Create(English, $": {amount:N0} {of}"),
    };
}
