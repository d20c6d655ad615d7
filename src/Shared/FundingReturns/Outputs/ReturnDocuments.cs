using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs.Json;
using HubAutomation.Shared.FundingReturns.Outputs.National;
using HubAutomation.Shared.FundingReturns.Outputs.Published;
using HubAutomation.Shared.FundingReturns.Outputs.Report;
using HubAutomation.Shared.FundingReturns.Outputs.Separated;
using HubAutomation.Shared.FundingReturns.Outputs.Workbook;
using HubAutomation.Shared.Platform.Settings;

namespace HubAutomation.Shared.FundingReturns.Outputs;

/// <summary>Everything that is made from a return. The same return gives the same bytes.</summary>
public static class ReturnDocuments
{
    private const string Html = "text/html; charset=utf-8";
    private const string Json = "application/json";

    /// <summary>Media type of separated text.</summary>
    public const string Csv = "text/csv; charset=utf-8";

    /// <summary>Media type of workbooks.</summary>
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>
    /// The documents of a return. A draft has only those with raw figures, and so has a period with a month that is not frozen: nothing is published
    /// before somebody has approved it. The national collection is of quarters: only these have documents for it.
    /// </summary>
    /// <param name="of">The return.</param>
    /// <param name="settings">The authority's settings.</param>
    public static IReadOnlyList<ReturnDocument> All(CompiledReturn of, AuthoritySettings settings)
    {
        ArgumentNullException.ThrowIfNull(of);
        ArgumentNullException.ThrowIfNull(settings);
        return [.. Raw(of, settings.Authority), .. of.IsApproved ? Published(of, settings) : []];
    }

    /// <summary>What would be published of a return, for whoever decides about it: the report and the packs as they would be, and say that they are not.</summary>
    public static IReadOnlyList<ReturnDocument> Preview(CompiledReturn of, AuthoritySettings settings)
    {
        ArgumentNullException.ThrowIfNull(of);
        ArgumentNullException.ThrowIfNull(settings);
        return [.. Published(of, settings)];
    }

    /// <summary>The name that all documents of a return begin with: "halton-2026-10-v1"; of a period, which has no versions, "halton-2026-27-q3".</summary>
    public static string NameOf(CompiledReturn of)
    {
        ArgumentNullException.ThrowIfNull(of);
        return $"{of.Authority}-{of.Period.Name}";
    }

    private static IEnumerable<ReturnDocument> Raw(CompiledReturn of, Authority authority)
    {
        var name = NameOf(of);
        yield return new(ReturnDocumentKind.Workbook, $"{name}.xlsx", Xlsx, ReturnWorkbook.Write(of, authority));
        yield return new(ReturnDocumentKind.Report, $"{name}.html", Html, ReportPage.Write(authority, RawReport.Of(of)));
        yield return new(ReturnDocumentKind.Figures, $"{name}.csv", Csv, FiguresFile.Write(of, authority));
        yield return new(ReturnDocumentKind.Facts, $"{name}.json", Json, ReturnFacts.ToJson(ReturnFacts.Of(of, authority)));
        if (NationalForm.Write(of, authority) is { } form)
            yield return new(ReturnDocumentKind.NationalForm, $"{name}-national.xlsx", Xlsx, form);
        if (ServiceUsersFile.Write(of) is { } upload)
            yield return new(ReturnDocumentKind.NationalUpload, $"{name}-service-users.csv", Csv, upload);
    }

    private static IEnumerable<ReturnDocument> Published(CompiledReturn of, AuthoritySettings settings)
    {
        var (name, published, authority) = (NameOf(of), Publication.Of(of, settings.Places), settings.Authority);
        yield return new(ReturnDocumentKind.PublishedReport, $"{name}-published.html", Html, ReportPage.Write(authority, PublishedReport.Of(published)));
        yield return new(ReturnDocumentKind.PublishedFigures, $"{name}-published.csv", Csv, PublishedFile.Write(published, authority));
        yield return new(ReturnDocumentKind.PublishedFacts, $"{name}-published.json", Json, ReturnFacts.ToJson(ReturnFacts.Of(published, authority)));
        foreach (var area in authority.Areas)
            yield return new(ReturnDocumentKind.LocalityPack, $"{name}-{area.Id}.html", Html, LocalityPack.Write(published, authority, area));
    }
}
