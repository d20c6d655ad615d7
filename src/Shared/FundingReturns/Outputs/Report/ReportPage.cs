using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs.Words;
using HubAutomation.Shared.Platform.Pages;
using HubAutomation.Shared.Platform.Settings;

namespace HubAutomation.Shared.FundingReturns.Outputs.Report;

/// <summary>The report as a page to read on a screen and to print: what matters first, then each strand on a sheet of its own.</summary>
internal static class ReportPage
{
    public static byte[] Write(Authority authority, ReturnReport report)
    {
        using var content = new MemoryStream();
        PageLayout.Write(content, authority, report.Title, back: null, html =>
        {
            AddSummary(html, report);
            AddAbout(html, report.About);
            foreach (var strand in report.Strands)
                AddStrand(html, strand, report.Before);
            if (report.Tables.Count > 0)
                AddTables(html, "tables", "Behind the figures", report.Tables);
            if (report.Findings is { } findings)
                AddFindings(html, findings);
            AddDefinitions(html, report.Strands);
        });
        return content.ToArray();
    }

    private static void AddSummary(HtmlBuilder html, ReturnReport report)
    {
        html.Add($"<p class=\"lead\">{report.Lead}</p>");
        if (report.Note is { } note)
            html.Add($"<p>{note}</p>");
        foreach (var headline in report.Headlines)
        {
            html.Add($"<h2>{headline.Title}</h2>");
            if (headline.Items.Count == 0)
                html.Add($"<p>{headline.Otherwise}</p>");
            else
                AddList(html, headline.Items);
        }

        html.Add($"<nav aria-label=\"Strands\"><ul class=\"days\">");
        foreach (var strand in report.Strands)
            html.Add($"<li><a href=\"#strand-{strand.Id}\">{strand.Name}</a></li>");
        html.Add($"</ul></nav>");
    }

    private static void AddList(HtmlBuilder html, IEnumerable<string> items)
    {
        html.Add($"<ul>");
        foreach (var item in items)
            html.Add($"<li>{item}</li>");
        html.Add($"</ul>");
    }

    internal static void AddStrand(HtmlBuilder html, ReportStrand strand, string? before, bool isOnSheetOfItsOwn = true)
    {
        html.Add($"<section class=\"{(isOnSheetOfItsOwn ? "sheet" : "part")}\" aria-labelledby=\"strand-{strand.Id}\">");
        html.Add($"<h2 id=\"strand-{strand.Id}\">{strand.Name}</h2>");
        foreach (var fact in strand.Facts)
            html.Add($"<p class=\"fact\">{fact}</p>");
        if (strand.Lines.Count == 0)
        {
            html.Add($"<p>This strand has no measures.</p>");
        }
        else
        {
            html.Add($"<table><caption class=\"hidden\">Figures of {strand.Name}</caption>");
            html.Add($"<thead><tr><th scope=\"col\" class=\"w-measure\">Measure</th><th scope=\"col\" class=\"w-figure\">Figure</th><th scope=\"col\" class=\"w-target\">Target</th>");
            if (before is not null)
                html.Add($"<th scope=\"col\" class=\"w-before\">{before}</th>");
            html.Add($"<th scope=\"col\" class=\"w-from\">Where it comes from</th></tr></thead>");
            html.Add($"<tbody>");
            foreach (var line in strand.Lines)
                AddLine(html, line, before);
            html.Add($"</tbody></table>");
        }

        foreach (var chart in strand.Lines.Select(line => line.Chart).OfType<TrendChart>())
            chart.Add(html);
        html.Add($"</section>");
    }

    private static void AddLine(HtmlBuilder html, ReportLine line, string? before)
    {
        html.Add($"<tr><th scope=\"row\"><strong>{line.Measure.Title}</strong><p>{line.Measure.Code}, {line.Window}</p>");
        foreach (var note in line.Notes)
            html.Add($"<p>{note}</p>");
        html.Add($"</th>");
        AddCell(html, "Figure", [line.Value, .. line.Beside], isStrong: true);
        html.Add($"<td data-label=\"Target\"><p>{line.Target ?? "None"}</p>");
        if (line.Rating != Rating.None)
            html.Add($"<p><span class=\"tag {Look(line.Rating)}\">{FigureWords.Rating(line.Rating)}</span></p>");
        if (line.Baseline is { } baseline)
            html.Add($"<p class=\"small\">Baseline {baseline}</p>");
        html.Add($"</td>");
        if (before is not null)
            AddCell(html, before, [line.Before ?? "None", .. line.Change is { } change ? [change] : Array.Empty<string>()]);
        html.Add($"<td class=\"small\" data-label=\"Where it comes from\">{line.From}</td></tr>");
    }

    private static void AddCell(HtmlBuilder html, string label, IReadOnlyList<string> paragraphs, bool isStrong = false)
    {
        html.Add($"<td data-label=\"{label}\">");
        foreach (var (index, paragraph) in paragraphs.Index())
        {
            if (index == 0 && isStrong)
                html.Add($"<p><strong>{paragraph}</strong></p>");
            else if (index == 0)
                html.Add($"<p>{paragraph}</p>");
            else
                html.Add($"<p class=\"small\">{paragraph}</p>");
        }

        html.Add($"</td>");
    }

    internal static void AddTables(HtmlBuilder html, string id, string title, IReadOnlyList<ReportTable> tables, bool isOnSheetOfItsOwn = true)
    {
        html.Add($"<section class=\"{(isOnSheetOfItsOwn ? "sheet" : "part")}\" aria-labelledby=\"{id}\">");
        html.Add($"<h2 id=\"{id}\">{title}</h2>");
        foreach (var table in tables)
            AddTable(html, table);
        html.Add($"</section>");
    }

    private static void AddTable(HtmlBuilder html, ReportTable table)
    {
        html.Add($"<h3>{table.Title}</h3>");
        html.Add($"<table class=\"numbers\"><caption class=\"hidden\">{table.Title}</caption>");
        html.Add($"<thead><tr><th scope=\"col\">{table.RowHeading}</th>");
        foreach (var column in table.Columns)
            html.Add($"<th scope=\"col\">{column}</th>");
        html.Add($"</tr></thead><tbody>");
        foreach (var (label, values) in table.Rows)
        {
            html.Add($"<tr><th scope=\"row\">{label}</th>");
            foreach (var (column, value) in table.Columns.Zip(values))
                html.Add($"<td data-label=\"{column}\">{value}</td>");
            html.Add($"</tr>");
        }

        html.Add($"</tbody></table>");
    }

    private static void AddFindings(HtmlBuilder html, IReadOnlyList<ReportFinding> findings)
    {
        html.Add($"<section class=\"sheet\" aria-labelledby=\"findings\">");
        html.Add($"<h2 id=\"findings\">What was found</h2>");
        if (findings.Count == 0)
            html.Add($"<p>Nothing was found.</p>");
        foreach (var finding in findings)
        {
            html.Add($"<div class=\"key\"><p><strong>{ReturnWords.Severity(finding.Severity)}: {finding.About}</strong></p>");
            html.Add($"<p>{finding.Sentence}</p>");
            html.Add($"<p class=\"small\">{finding.Comment} Can be mended by: {finding.MendBy}.</p></div>");
        }

        html.Add($"</section>");
    }

    internal static void AddDefinitions(HtmlBuilder html, IReadOnlyList<ReportStrand> strands)
    {
        html.Add($"<section class=\"sheet\" aria-labelledby=\"definitions\">");
        html.Add($"<h2 id=\"definitions\">What exactly is counted</h2>");
        html.Add($"<dl>");
        foreach (var measure in strands.SelectMany(strand => strand.Lines).Select(line => line.Measure))
            html.Add($"<dt>{measure.Title} ({measure.Code})</dt><dd>{measure.Definition}</dd>");
        html.Add($"</dl></section>");
    }

    internal static void AddAbout(HtmlBuilder html, IReadOnlyList<(string Label, string Words)> about)
    {
        html.Add($"<section aria-labelledby=\"about\">");
        html.Add($"<h2 id=\"about\">About this return</h2>");
        html.Add($"<dl>");
        foreach (var (label, words) in about)
            html.Add($"<dt>{label}</dt><dd class=\"url\">{words}</dd>");
        html.Add($"</dl></section>");
    }

    private static string Look(Rating rating) => rating switch { Rating.OnTarget => "good", Rating.Near or Rating.WithinMargin => "near", _ => "off" };
}
