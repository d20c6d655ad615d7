using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.Platform.Pages;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.FundingReturns.Pages;

/// <summary>
/// The rows that a return's sources left out, behind the link of who decides. Of a row it shows the one value that is wrong and what to do, and none
/// of its others: enough to find the row in the file, and to say what becomes of it.
/// </summary>
public static class RowsPage
{
    private const int MostRows = 200;

    /// <summary>Where a file's rows begin on the page.</summary>
    public static string Anchor(string file) => $"file-{Names.Key(file)}";

    /// <summary>The page.</summary>
    /// <param name="council">Whose page.</param>
    /// <param name="row">The return.</param>
    /// <param name="rows">File → its rows.</param>
    /// <param name="answered">Identity of a row → what was said of it in an earlier return.</param>
    /// <param name="link">The last part of the address of the page to decide on.</param>
    public static HtmlPage Of(
        AuthoritySettings council, ReturnRow row, ILookup<string, RejectedRow> rows, IReadOnlyDictionary<string, RowAnswer> answered, string link)
    {
        ArgumentNullException.ThrowIfNull(council);
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(answered);
        return HtmlPage.Render(council.Authority, $"Rows that are left out: return for {row.Name().Words}", 200, new BackLink($"../{link}", "The return"), html =>
        {
            html.Add($"<p>These rows are in no figure of the return. Of each you see the value that is wrong, and none of its others. <a href=\"{DecisionPage.RowsFile}\">The list as CSV</a></p>");
            if (rows.Count == 0)
                html.Add($"<p>No row is left out.</p>");
            foreach (var file in rows.OrderBy(file => file.Key, StringComparer.Ordinal))
                AddFile(html, file.Key, [.. file.OrderBy(reject => reject.Row)], answered);
        });
    }

    private static void AddFile(HtmlBuilder html, string file, IReadOnlyList<RejectedRow> rows, IReadOnlyDictionary<string, RowAnswer> answered)
    {
        html.Add($"<h2 id=\"{Anchor(file)}\">{file}</h2>");
        html.Add($"<p>{Counted.Of(rows.Count, "row")}{LeftOutRows.AtStake(rows)}.{(rows.Count > MostRows ? $" The first {MostRows} are shown; all of them are in the list." : "")}</p>");
        html.Add($"<table><caption class=\"hidden\">Rows of {file}</caption>");
        html.Add($"<thead><tr><th scope=\"col\" class=\"w-row\">Row and column</th><th scope=\"col\" class=\"w-says\">What it says</th><th scope=\"col\">What to do</th></tr></thead><tbody>");
        foreach (var row in rows.Take(MostRows))
        {
            html.Add($"<tr><th scope=\"row\">Row {row.Row}, {row.Column}</th><td data-label=\"What it says\">{(row.Value.Length == 0 ? "nothing" : row.Value)}</td>");
            html.Add($"<td data-label=\"What to do\"><p>{row.Sentence}</p>");
            if (answered.GetValueOrDefault(row.Identity) is { } answer)
                html.Add($"<p>Answered in the return for {answer.Month}: “{answer.Text}”</p>");
            html.Add($"</td></tr>");
        }

        html.Add($"</tbody></table>");
    }
}
