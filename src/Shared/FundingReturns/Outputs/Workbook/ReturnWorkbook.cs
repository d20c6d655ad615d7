using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs.Words;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Time;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Outputs.Workbook;

/// <summary>A return as a workbook: a summary, a sheet for each strand and each table, findings and definitions. Raw figures, as each sheet says.</summary>
internal static class ReturnWorkbook
{
    public static byte[] Write(CompiledReturn of, Authority authority)
    {
        var figures = ReturnFigure.Of(of);
        return WorkbookFile.Write(
            ReturnWords.Title(of), authority.Name, string.Join(" – ", new[] { authority.ServiceName, of.Period.Months.Describe(), authority.Notice }.OfType<string>()),
            [
                Summary(of, authority, figures),
                .. of.Settings.Strands.Select(strand => Strand(of, authority, strand, [.. figures.Where(figure => figure.Strand == strand)])),
                .. of.Breakdowns.Select(table => Table(authority, table)),
                Findings(of, authority),
                Definitions(authority, figures),
            ]);
    }

    private static Sheet Summary(CompiledReturn of, Authority authority, IReadOnlyList<ReturnFigure> figures)
    {
        List<IReadOnlyList<SheetCell>> rows =
        [
            .. Top(authority, ReturnWords.Title(of)),
            Fact("Authority", SheetCell.Of(authority.Name)),
            .. of.Period is ReturnPeriod.RolledUp { From: var rollUp } ? Facts(of, rollUp) : Facts(of),
            Fact("In short", SheetCell.Of(ReturnSummary.Of(figures).Sentence)),
            [],
        ];
        if (of.LastVersion is { } version)
            AddList(rows, $"Changed since version {version.Version}", Headings("What changed"), ChangeSentences.Since(of, version), change => [Words(change)]);
        if (of.Corrections is not null)
            AddList(rows, "Corrected by leads after they had sent it", Headings("What changed"), ChangeSentences.Corrections(of), change => [Words(change)]);
        AddList(rows, "What changed most", [.. Headings("Measure", "Strand"), .. NumberHeadings(ReturnWords.Before(of.Period.Months), "Figure"), .. Headings("Change")], LargestChanges.Of(figures), figure =>
            [Words(figure.Measure.Title), Words(figure.Strand.Name), Number(figure, figure.Line.Before), Number(figure, figure.Line.Value), Words(FigureWords.Change(figure.Measure, figure.Change))]);
        AddList(rows, "Off target", [.. Headings("Measure", "Strand"), .. NumberHeadings("Target", "Figure"), .. Headings("Rating"), .. NumberHeadings("Due by now")], [.. figures.Where(figure => figure.Line.Rating == Rating.Off)], figure =>
            [Words(figure.Measure.Title), Words(figure.Strand.Name), Number(figure, figure.Line.Target), Number(figure, figure.Line.Value), Rated(figure.Line.Rating), Number(figure, Due(figure))]);
        AddList(rows, "Missing", Headings("Measure", "Strand", "Source", "Asked of"), [.. figures.Where(figure => figure.IsMissing)], figure =>
            [Words(figure.Measure.Title), Words(figure.Strand.Name), Words(FigureWords.Source(figure.Measure.Source)), Words(figure.Measure.Source == MeasureSource.Computed ? "Data team" : figure.Strand.Leads.Count > 0 ? figure.Strand.LeadNames : null)]);
        return new Sheet("Summary", [40, 58, 16, 16, 30, 16], rows);
    }

    private static IReadOnlyList<SheetCell>[] Facts(CompiledReturn of) =>
    [
        Fact("Month", SheetCell.Of(of.Month.OnDayOfMonth(1).AtMidnight(), "mmmm yyyy")),
        Fact("Version", SheetCell.Of(ReturnWords.Version(of))),
        Fact("Status", SheetCell.Of(ReturnWords.Status(of))),
        .. of.Freezing is { } freezing
            ? (IReadOnlyList<SheetCell>[])[Fact("Frozen at", Moment(freezing.At)), Fact("Fingerprint", SheetCell.Of(freezing.Fingerprint))]
            : [],
    ];

    private static IReadOnlyList<SheetCell>[] Facts(CompiledReturn of, RollUp rollUp) =>
    [
        Fact("Months", SheetCell.Of(rollUp.Period.Describe())),
        Fact("Status", SheetCell.Of(ReturnWords.Status(of))),
        Fact("Made of", SheetCell.Of("These frozen returns, each with its fingerprint:")),
        .. ReturnWords.MadeOf(rollUp).Select(month => Fact(month.Month, SheetCell.Of(month.Fingerprint))),
    ];

    private static void AddList<T>(
        List<IReadOnlyList<SheetCell>> rows, string title, IReadOnlyList<SheetCell> headings, IReadOnlyList<T> items, Func<T, IReadOnlyList<SheetCell>> row)
    {
        rows.Add([SheetCell.Of(title, CellLook.Label)]);
        if (items.Count == 0)
        {
            rows.Add([Words("Nothing")]);
        }
        else
        {
            rows.Add(headings);
            rows.AddRange(items.Select(row));
        }

        rows.Add([]);
    }

    private static Sheet Strand(CompiledReturn of, Authority authority, Strand strand, IReadOnlyList<ReturnFigure> figures)
    {
        List<IReadOnlyList<SheetCell>> rows =
        [
            .. Top(authority, $"{strand.Name}, {of.Period.Months.Describe()}"),
            [SheetCell.Of("Award", CellLook.Label), SheetCell.Of(FigureWords.Award(strand.Award), CellLook.Fact)],
            .. figures.Where(figure => figure.Measure.Kind == MeasureKind.Money && !figure.IsMissing)
                .Select(figure => (IReadOnlyList<SheetCell>)[SheetCell.Of("Money", CellLook.Label), Words(figure.Measure.Title), Number(figure, figure.Line.Value)]),
            .. strand.Leads.Count > 0 ? (IReadOnlyList<SheetCell>[])[[SheetCell.Of("Lead", CellLook.Label), Words(strand.LeadNames)]] : [],
            [
                .. Headings("Code", "Measure"), .. NumberHeadings("Figure"), .. Headings("Unit"),
                .. NumberHeadings("Numerator", "Denominator", "Lower 95 %", "Upper 95 %", "Baseline", "Target", "Due by now"), .. Headings("Rating"),
                .. NumberHeadings(ReturnWords.Before(of.Period.Months), "Change"), .. Headings("Months", "Where it comes from", "Remark", "Comments"),
            ],
        ];
        var headingRow = rows.Count;
        rows.AddRange(figures.Select(figure => Row(of, figure)));
        return new Sheet(strand.Name, [9, 32, 13, 13, 12, 14, 9, 9, 11, 13, 13, 22, 13, 13, 15, 24, 24, 26], rows, headingRow, FixedColumns: 2);
    }

    private static List<SheetCell> Row(CompiledReturn of, ReturnFigure figure)
    {
        var line = figure.Line;
        return
        [
            Words(figure.Measure.Code), Words(figure.Measure.Title), Value(figure), Words(figure.Measure.Unit), Plain(line.Numerator), Plain(line.Denominator),
            Number(figure, line.Lower), Number(figure, line.Upper), Number(figure, line.Baseline), Number(figure, line.Target), Number(figure, Due(figure)), Rated(line.Rating), Number(figure, line.Before),
            Change(figure), Words(line.Window.Describe()), Words(figure.From),
            Words(figure.Line.Text), Words(ReturnWords.CommentsOn(of, figure.Measure.Code)),
        ];
    }

    private static SheetCell Value(ReturnFigure figure) => figure switch
    {
        { IsMissing: true } => SheetCell.Of("missing", CellLook.Label),
        { Measure.Kind: MeasureKind.Text } => Words("in words, see remark"),
        _ => Number(figure, figure.Line.Value),
    };

    private static Sheet Findings(CompiledReturn of, Authority authority)
    {
        List<IReadOnlyList<SheetCell>> rows =
        [
            .. Top(authority, "What was found"), Headings("Severity", "What was found", "Measure", "File or place", "Can be mended by", "Comment", "By", "At"),
        ];
        var headingRow = rows.Count;
        foreach (var finding in ReturnWords.FindingsInOrder(of))
        {
            var comment = of.Comments.GetValueOrDefault(finding.Key);
            rows.Add(
            [
                SheetCell.Of(ReturnWords.Severity(finding.Severity), finding.Severity switch { Severity.Error => CellLook.Off, Severity.Warning => CellLook.Near, _ => CellLook.Plain }),
                Words(finding.Sentence), Words(finding.Measure), Words(finding.Place), Words(ReturnWords.Mender(of.Settings, finding)), Words(comment?.Text),
                Words(comment is null ? null : ReturnWords.Person(of.Settings, comment.By)), comment is null ? SheetCell.Empty : Moment(comment.At),
            ]);
        }

        return new Sheet("Findings", [11, 56, 10, 24, 18, 36, 16, 18], rows, headingRow);
    }

    private static Sheet Definitions(Authority authority, IReadOnlyList<ReturnFigure> figures)
    {
        List<IReadOnlyList<SheetCell>> rows =
        [
            .. Top(authority, "What exactly is counted"), Headings("Code", "Strand", "Measure", "Definition", "Unit", "Source", "National code"),
        ];
        var headingRow = rows.Count;
        rows.AddRange(figures.Select(figure => (IReadOnlyList<SheetCell>)
        [
            Words(figure.Measure.Code), Words(figure.Strand.Name), Words(figure.Measure.Title), Words(figure.Measure.Definition), Words(figure.Measure.Unit),
            Words(FigureWords.Source(figure.Measure.Source)), Words(figure.Measure.NationalCode),
        ]));
        return new Sheet("Definitions", [10, 28, 32, 64, 12, 22, 14], rows, headingRow);
    }

    private static Sheet Table(Authority authority, Breakdown table)
    {
        List<IReadOnlyList<SheetCell>> rows = [.. Top(authority, table.Title), [.. Headings(table.RowHeading), .. NumberHeadings(table.Columns)]];
        var headingRow = rows.Count;
        rows.AddRange(table.Rows.Select(row => (IReadOnlyList<SheetCell>)[Words(row.Label), .. row.Values.Select(Plain)]));
        return new Sheet(table.Title, [44, .. table.Columns.Select(column => Math.Max(16.0, column.Length + 2))], rows, headingRow, FixedColumns: 1);
    }

    private static IEnumerable<IReadOnlyList<SheetCell>> Top(Authority authority, string title)
    {
        yield return [SheetCell.Of(title, CellLook.Title)];
        yield return [SheetCell.Of(ReturnWords.RawFigures, CellLook.Notice)];
        if (authority.Notice is { } notice)
            yield return [SheetCell.Of(notice, CellLook.Notice)];
    }

    private static List<SheetCell> Headings(params IEnumerable<string> headings) => [.. headings.Select(heading => SheetCell.Of(heading, CellLook.Heading))];

    private static List<SheetCell> NumberHeadings(params IEnumerable<string> headings) => [.. headings.Select(heading => SheetCell.Of(heading, CellLook.NumberHeading))];

    private static SheetCell[] Fact(string label, SheetCell value) => [SheetCell.Of(label, CellLook.Label), value];

    private static SheetCell Words(string? text) => SheetCell.Of(text);

    private static SheetCell Rated(Rating rating) => SheetCell.Of(
        FigureWords.Rating(rating), rating switch { Rating.OnTarget => CellLook.Good, Rating.Near or Rating.WithinMargin => CellLook.Near, Rating.Off => CellLook.Off, _ => CellLook.Plain });

    /// <summary>What is due of the target at the end of the months; nothing for what is held against the whole of it in every month.</summary>
    private static decimal? Due(ReturnFigure figure) => figure.Measure.Accumulates ? Pace.Due(figure.Measure, figure.Line.Window, figure.Line.Target) : null;

    private static SheetCell Moment(DateTimeOffset at) => SheetCell.Of(Instant.FromDateTimeOffset(at).InZone(London.Zone).LocalDateTime);

    private static SheetCell Number(ReturnFigure figure, decimal? number) => figure.Measure.Kind == MeasureKind.Milestone
        ? Words(number is null ? null : FigureWords.Value(figure.Measure, number))
        : SheetCell.Of(number, FormatOf(figure.Measure));

    /// <summary>With its sign; of a percentage in points, since 50 % and 5 % more are 55 %, not 52.5 %.</summary>
    private static SheetCell Change(ReturnFigure figure)
    {
        var format = figure.Measure.Kind == MeasureKind.Rate ? FormatOf(figure.Measure).Replace("\"%\"", "\" pts\"", StringComparison.Ordinal) : FormatOf(figure.Measure);
        return figure.Measure.Kind == MeasureKind.Milestone ? Words(FigureWords.Change(figure.Measure, figure.Change)) : SheetCell.Of(figure.Change, $"+{format};-{format};{format}");
    }

    private static SheetCell Plain(decimal? number) => SheetCell.Of(number, number is { } some && some != decimal.Truncate(some) ? "#,##0.0#" : "#,##0");

    private static string FormatOf(Measure measure)
    {
        var digits = "#,##0" + (measure.Decimals == 0 ? "" : "." + new string('0', measure.Decimals));
        return measure.Kind switch { MeasureKind.Rate => digits + "\"%\"", MeasureKind.Money => "\"£\"" + digits, _ => digits };
    }
}
