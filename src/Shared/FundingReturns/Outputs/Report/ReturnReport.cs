using HubAutomation.Shared.FundingReturns.Model;

namespace HubAutomation.Shared.FundingReturns.Outputs.Report;

/// <summary>A return ready to be laid out as a page: everything in words. The same page shows raw and published figures.</summary>
/// <param name="Title">The page's heading.</param>
/// <param name="Lead">What it is, in a sentence.</param>
/// <param name="Note">How to read it; null for nothing.</param>
/// <param name="Before">What the column of earlier figures is called: "Month before"; null for no such column.</param>
/// <param name="Headlines">What comes first.</param>
/// <param name="Strands">The figures.</param>
/// <param name="Tables">Tables beside the figures.</param>
/// <param name="Findings">What was found; null where it is not shown at all.</param>
/// <param name="About">Label → words: version, status, fingerprint.</param>
internal sealed record ReturnReport(
    string Title, string Lead, string? Note, string? Before, IReadOnlyList<Headline> Headlines, IReadOnlyList<ReportStrand> Strands, IReadOnlyList<ReportTable> Tables,
    IReadOnlyList<ReportFinding>? Findings, IReadOnlyList<(string Label, string Words)> About);

/// <summary>A short list at the top.</summary>
/// <param name="Title">What it lists.</param>
/// <param name="Items">The list.</param>
/// <param name="Otherwise">What is said when it is empty.</param>
internal sealed record Headline(string Title, IReadOnlyList<string> Items, string Otherwise);

/// <summary>A strand's part.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Facts">Award, spending and who answers for it, a sentence each.</param>
/// <param name="Lines">Its figures.</param>
internal sealed record ReportStrand(string Id, string Name, IReadOnlyList<string> Facts, IReadOnlyList<ReportLine> Lines);

/// <summary>A figure in words.</summary>
/// <param name="Measure">What is measured.</param>
/// <param name="Window">Of which months.</param>
/// <param name="Value">The figure.</param>
/// <param name="Beside">What stands below it: numbers, interval.</param>
/// <param name="Target">What was aimed at; null for nothing.</param>
/// <param name="Baseline">What it is compared with; null for nothing.</param>
/// <param name="Rating">How it stands.</param>
/// <param name="Before">The month before; null for nothing.</param>
/// <param name="Change">The change since; null for nothing.</param>
/// <param name="From">Where it comes from.</param>
/// <param name="Notes">Remarks and comments, a paragraph each.</param>
/// <param name="Chart">Its course; null for none.</param>
internal sealed record ReportLine(
    Measure Measure, string Window, string Value, IReadOnlyList<string> Beside, string? Target, string? Baseline, Rating Rating, string? Before, string? Change, string From,
    IReadOnlyList<string> Notes, TrendChart? Chart);

/// <summary>A table beside the figures, in words.</summary>
internal sealed record ReportTable(string Id, string Title, string RowHeading, IReadOnlyList<string> Columns, IReadOnlyList<(string Label, IReadOnlyList<string> Values)> Rows);

/// <summary>A finding with what was said about it.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="About">The measure's title, the file, or "The whole return".</param>
/// <param name="Sentence">The rule in words.</param>
/// <param name="MendBy">Who can mend it.</param>
/// <param name="Comment">What was said, by whom and when, or that nothing was; null where nothing need be said.</param>
internal sealed record ReportFinding(Severity Severity, string About, string Sentence, string MendBy, string? Comment);
