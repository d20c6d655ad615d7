using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs.Report;
using HubAutomation.Shared.Platform.Pages;
using HubAutomation.Shared.Platform.Settings;

namespace HubAutomation.Shared.FundingReturns.Outputs.Published;

/// <summary>
/// What the monthly meeting of a locality has before it: what its hubs delivered, how the council stands against its targets, training, and
/// news of the parent-carer panel. Made of published figures only, since partners take it home; rows of a locality are not added up, since a
/// sum would be one more figure to subtract from.
/// </summary>
internal static class LocalityPack
{
    public static byte[] Write(PublishedReturn of, Authority authority, Area area)
    {
        using var content = new MemoryStream();
        PageLayout.Write(content, authority, $"{area.Name} locality meeting: figures for {of.Period.Describe()}", back: null, html => Add(html, of, authority, area));
        return content.ToArray();
    }

    private static void Add(HtmlBuilder html, PublishedReturn of, Authority authority, Area area)
    {
        html.Add($"<p class=\"lead\">What was delivered in {area.Name}, and how {authority.Name} stands as a whole.</p>");
        html.Add($"<p>{PublishedReport.Note(of)}</p>");
        AddDelivered(html, of, area);
        var groups = Groups(of).Where(group => group.Lines.Count > 0).ToList();
        foreach (var group in groups)
            ReportPage.AddStrand(html, group, PublishedReport.BeforeOf(of), isOnSheetOfItsOwn: group != groups[0]);
        ReportPage.AddDefinitions(html, groups);
        ReportPage.AddAbout(html, PublishedReport.About(of));
    }

    private static void AddDelivered(HtmlBuilder html, PublishedReturn of, Area area)
    {
        var own = of.Breakdowns.Select(table => PublishedReport.Table(table, table.Rows.Where(row => row.Area == area.Id))).Where(table => table.Rows.Count > 0).ToList();
        var byWard = own.Where(table => table.RowHeading.Contains("ward", StringComparison.OrdinalIgnoreCase)).ToList();
        var byPlace = own.Except(byWard).ToList();

        // The meeting's own figures come first, on the sheet that the pack begins with.
        if (byPlace.Count > 0)
            ReportPage.AddTables(html, "delivered", $"Delivered in {area.Name}", byPlace, isOnSheetOfItsOwn: false);
        if (byWard.Count > 0)
            ReportPage.AddTables(html, "wards", $"Reach in {area.Name}, by ward", byWard, isOnSheetOfItsOwn: false);
        else if (of.Breakdowns.Any(table => table.RowHeading == "Ward"))
            html.Add($"<p>Reach is not shown by ward here: which wards belong to {area.Name} is not stated.</p>");
        if (own.Count == 0)
            html.Add($"<p>No table of {of.Period.Describe()} tells {area.Name} from the other areas.</p>");
    }

    private static ReportStrand[] Groups(PublishedReturn of)
    {
        var panels = of.Strands.Where(IsOfPanel).Select(strand => strand.Id).ToHashSet();
        var panel = of.Lines.Where(line => panels.Contains(line.Measure.Strand)).ToList();
        var training = of.Lines.Where(line => line.Measure is { Kind: MeasureKind.Rate, Figure.Source: SourceNames.Training }).Except(panel).ToList();
        var targets = of.Lines.Where(line => line.Target is not null).Except(panel).Except(training).ToList();
        return
        [
            Group("targets", "Against targets", "Figures of the whole council.", targets),
            Group("training", "Training", "Figures of the whole council.", training),
            Group("panel", "Panel news", "What parents and carers on the panel have done.", panel),
        ];
    }

    /// <summary>Councils name the strand of the panel differently, some together with the offer; "panel" is always in it.</summary>
    private static bool IsOfPanel(PublishedStrand strand) =>
        strand.Id.Contains("panel", StringComparison.OrdinalIgnoreCase) || strand.Name.Contains("panel", StringComparison.OrdinalIgnoreCase);

    private static ReportStrand Group(string id, string name, string fact, List<PublishedLine> lines) => new(id, name, [fact], [.. lines.Select(PublishedReport.Line)]);
}
