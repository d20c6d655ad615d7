using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.Platform.Time;

namespace HubAutomation.Shared.FundingReturns.Outputs.Words;

/// <summary>A return and those who have a part in it, in words.</summary>
internal static class ReturnWords
{
    /// <summary>What stands on everything that holds raw figures.</summary>
    public const string RawFigures = "These are raw figures, for those who answer for them. What is given to others is the published edition.";

    /// <summary>"Monthly return October 2026", "Quarterly return July to September 2026 (Q2 2026-27)", "Yearly return 2026-27".</summary>
    public static string Title(CompiledReturn of, string between = " ") => of.Period.Months.Count switch
    {
        1 => $"Monthly return{between}{of.Period.Months.Describe()}",
        3 => $"Quarterly return{between}{of.Period.Months.Describe()}",
        _ => $"Yearly return{between}{of.Period.Months}",
    };

    /// <summary>"month", "quarter", "year".</summary>
    public static string Length(MonthSpan period) => period.Count switch { 1 => "month", 3 => "quarter", _ => "year" };

    /// <summary>"Month before", "Quarter before", "Year before".</summary>
    public static string Before(MonthSpan period) => period.Count switch { 1 => "Month before", 3 => "Quarter before", _ => "Year before" };

    /// <summary>"Draft", "Frozen on 12 November 2026, 10:15 by Jo Park".</summary>
    public static string Status(CompiledReturn of) => of.Period switch
    {
        ReturnPeriod.RolledUp { From: { IsWhole: true } rollUp } => $"Rolled up from {rollUp.Months.Count} frozen months",
        ReturnPeriod.RolledUp { From: var rollUp } => $"Rolled up from {rollUp.Months.Count} of {rollUp.Period.Count} months; {MonthSpan.Describe(rollUp.NotFrozen)} {(rollUp.NotFrozen.Count == 1 ? "is" : "are")} not frozen",
        ReturnPeriod.Month { Freezing: { } freezing } => $"Frozen on {London.Describe(freezing.At)} by {Person(of.Settings, freezing.By)}",
        _ => "Draft, not yet approved",
    };

    /// <summary>Each frozen month that a period is made of: "October 2026, version 1", and its fingerprint.</summary>
    public static IReadOnlyList<(string Month, string Fingerprint)> MadeOf(RollUp rollUp) =>
        [.. rollUp.Months.Select(month => (string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{MonthSpan.Name(month.Month)}, version {month.Version}"), month.Fingerprint))];

    /// <summary>"Version 2: the October extract was corrected".</summary>
    public static string Version(CompiledReturn of) => string.IsNullOrWhiteSpace(of.Reason)
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Version {of.Version}")
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Version {of.Version}: {of.Reason}");

    /// <summary>A person's name by their id; the id for somebody who has left the settings since.</summary>
    public static string Person(ReturnSettings settings, string id) => id == Finding.DataTeam
        ? "Data team"
        : settings.Strands.SelectMany(strand => strand.Leads).Append(settings.Manager).Append(settings.StandIn).Concat(settings.Readers)
            .FirstOrDefault(person => person?.Id == id)?.Name ?? id;

    /// <summary>Who can mend what was found: of a strand that several answer for, any of them.</summary>
    public static string Mender(ReturnSettings settings, Finding finding) =>
        settings.Strands.FirstOrDefault(strand => strand.Lead?.Id == finding.MendBy && (strand.Id == finding.Place || strand.Id == settings.Find(finding.Measure ?? "")?.Strand)) is { } strand
            ? strand.LeadNames : Person(settings, finding.MendBy);

    /// <summary>How much a finding matters.</summary>
    public static string Severity(Severity severity) => severity.ToString();

    /// <summary>What was said about a measure's findings, with the names of those who said it; null for nothing.</summary>
    public static string? CommentsOn(CompiledReturn of, string measure)
    {
        var comments = of.Findings
            .Where(finding => finding.Measure == measure)
            .Select(finding => of.Comments.GetValueOrDefault(finding.Key))
            .OfType<FindingComment>()
            .Select(comment => $"{comment.Text} ({Person(of.Settings, comment.By)})")
            .ToList();
        return comments.Count == 0 ? null : string.Join('\n', comments);
    }

    /// <summary>Findings, the gravest first.</summary>
    public static IReadOnlyList<Finding> FindingsInOrder(CompiledReturn of) =>
        [.. of.Findings.OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Measure, StringComparer.Ordinal).ThenBy(finding => finding.Rule, StringComparer.Ordinal).ThenBy(finding => finding.Place, StringComparer.Ordinal)];
}
