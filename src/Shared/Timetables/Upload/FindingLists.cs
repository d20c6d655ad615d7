using System.Globalization;
using HubAutomation.Shared.Platform.Pages;
using HubAutomation.Shared.Timetables.Intake;

namespace HubAutomation.Shared.Timetables.Upload;

/// <summary>What was found in the rows of a chosen file.</summary>
internal static class FindingLists
{
    private const int Shown = 100;

    /// <summary>The rows with a problem; nothing when there are none.</summary>
    public static void AddProblems(HtmlBuilder html, TimetablePreview preview)
    {
        var problems = preview.Findings.Rejects;
        if (problems.Count == 0)
            return;
        html.Add($"<h2>{preview.Report.Rejected.ToString(CultureInfo.InvariantCulture)} {(preview.Report.Rejected == 1 ? "row has" : "rows have")} a problem</h2>");
        html.Add($"<table><caption class=\"hidden\">Rows that we do not understand</caption>");
        html.Add($"<thead><tr><th scope=\"col\" class=\"w-row\">Where</th><th scope=\"col\" class=\"w-says\">What it says</th><th scope=\"col\">What to do</th></tr></thead>");
        html.Add($"<tbody>");
        foreach (var problem in problems.Take(Shown))
        {
            html.Add($"<tr><th scope=\"row\">{problem.Who}{(problem.Column.Length > 0 ? ", " + problem.Column : "")}</th>");
            html.Add($"<td data-label=\"What it says\"><p>{(problem.Value.Length == 0 ? "–" : problem.Value)}</p></td>");
            html.Add($"<td data-label=\"What to do\"><p>{problem.Sentence}</p></td></tr>");
        }

        html.Add($"</tbody></table>");
        if (problems.Count > Shown)
            html.Add($"<p>And more of other kinds. Correct these first.</p>");
    }

    /// <summary>What is worth a look; nothing when there is nothing.</summary>
    public static void AddWarnings(HtmlBuilder html, TimetablePreview preview)
    {
        var warnings = preview.Findings.Warnings;
        if (warnings.Count == 0)
            return;
        html.Add($"<h2>Worth a look</h2>");
        html.Add($"<ul>");
        foreach (var warning in warnings.Take(Shown))
            html.Add($"<li>{warning.Line}</li>");
        html.Add($"</ul>");
        if (warnings.Count > Shown)
            html.Add($"<p>And more of other kinds.</p>");
    }
}
