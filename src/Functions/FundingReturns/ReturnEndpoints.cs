using HubAutomation.Functions.Platform;
using HubAutomation.Shared.FundingReturns;
using HubAutomation.Shared.FundingReturns.Keeping;
using HubAutomation.Shared.FundingReturns.Outputs;
using HubAutomation.Shared.FundingReturns.Outputs.Json;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Platform.Time;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NodaTime;
using NodaTime.Text;

namespace HubAutomation.Functions.FundingReturns;

/// <summary>Returns over HTTP: for staff, Power Automate and Power BI with a key, and what is published for everybody.</summary>
public sealed class ReturnEndpoints(
    SettingsStore settings, ReturnStore returns, ReturnBlobs blobs, WaitingList waiting, ChainCheck chain, TimeProvider time)
{
    private const int UsualMonths = 12;

    private static readonly Dictionary<string, string> Raw = new()
    {
        ["return.xlsx"] = ".xlsx",
        ["report.html"] = ".html",
        ["figures.csv"] = ".csv",
        ["facts.json"] = ".json",
        ["national.csv"] = "-national.csv",
    };

    private static readonly Dictionary<string, string> Published = new()
    {
        ["report.html"] = "-published.html",
        ["figures.csv"] = "-published.csv",
        ["facts.json"] = "-published.json",
    };

    /// <summary><c>GET api/{authority}/returns?from=2026-04&amp;to=2026-10</c>: the returns of some months and where they stand; the last twelve unless told otherwise.</summary>
    [Function("ListReturns")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/{authority}/returns")] HttpRequest request, string authority, CancellationToken cancellation)
    {
        if (await settings.CurrentAsync(authority, cancellation) is null)
            return NoAuthority(authority);
        if (MonthsOf(request) is not { } months)
            return WrongMonths;
        var rows = await returns.ListAsync(authority, months, cancellation);
        return Results.Json(rows.Select(row => new
        {
            row.Name().Month,
            row.Name().Version,
            row.Status,
            row.Reason,
            row.RunId,
            row.OpenedAt,
            row.LeadsUntil,
            row.Lines,
            row.Filled,
            row.Errors,
            row.Warnings,
            row.FrozenBy,
            row.FrozenAt,
            row.Fingerprint,
        }), HubJson.Options);
    }

    /// <summary>
    /// <c>GET api/{authority}/returns/facts?from=2026-04&amp;to=2026-10&amp;measure=IF-01</c>: frozen figures as flat rows for Power BI; of each month its newest
    /// version.
    /// </summary>
    [Function("ReturnFacts")]
    public async Task<IResult> FactsAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/{authority}/returns/facts")] HttpRequest request, string authority, CancellationToken cancellation)
    {
        if (await settings.CurrentAsync(authority, cancellation) is not { } council)
            return NoAuthority(authority);
        if (MonthsOf(request) is not { } months)
            return WrongMonths;
        var measure = request.Query["measure"].ToString();
        var facts = new List<ReturnFact>();
        foreach (var row in NewestFrozen(await returns.ListAsync(authority, months, cancellation)))
        {
            if (await blobs.LoadAsync(row.Name(), cancellation) is { } frozen)
                facts.AddRange(ReturnFacts.Of(frozen, council.Authority).Where(fact => measure.Length == 0 || fact.Measure == measure));
        }

        return Results.Bytes(ReturnFacts.ToJson(facts), "application/json");
    }

    /// <summary><c>GET api/{authority}/returns/documents/{month}/{document}?version=1</c>: a document with raw figures of a frozen return.</summary>
    [Function("ReturnDocument")]
    public Task<IResult> DocumentAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/{authority}/returns/documents/{month}/{document}")] HttpRequest request,
        string authority, string month, string document, CancellationToken cancellation) =>
        DocumentAsync(request, authority, month, document, Raw, cancellation);

    /// <summary><c>GET api/{authority}/returns/published/{month}/{document}</c>: what is published of a month, under the small-number rules.</summary>
    [Function("PublishedReturn")]
    public async Task<IResult> PublishedAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/{authority}/returns/published/{month}/{document}")] HttpRequest request,
        string authority, string month, string document, CancellationToken cancellation)
    {
        PageAnswers.ProtectPublished(request);
        return await DocumentAsync(request, authority, month, document, Published, cancellation);
    }

    /// <summary><c>GET api/{authority}/returns/packs/{month}/{area}</c>: what a locality's meeting has before it.</summary>
    [Function("LocalityPack")]
    public Task<IResult> PackAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/{authority}/returns/packs/{month}/{area}")] HttpRequest request,
        string authority, string month, string area, CancellationToken cancellation) =>
        DocumentAsync(request, authority, month, area, Names.IsId(area) ? new Dictionary<string, string> { [area] = $"-{area}.html" } : [], cancellation);

    /// <summary><c>GET api/{authority}/returns/waiting/{person}</c>: everything that awaits somebody, by their id in strands.json.</summary>
    [Function("ReturnsWaiting")]
    public async Task<IResult> WaitingAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/{authority}/returns/waiting/{person}")] HttpRequest request,
        string authority, string person, CancellationToken cancellation) =>
        await settings.CurrentAsync(authority, cancellation) is { Returns: { } frame } && frame.People.Any(known => known.Id == person)
            ? Results.Json((await waiting.OfAsync(authority, person, cancellation)).Select(item => new { item.Return.Month, item.Return.Version, item.What, item.Until }), HubJson.Options)
            : Problems.NotFound($"strands.json of {authority} knows nobody with the id \"{person}\".");

    /// <summary><c>GET api/{authority}/returns/chain</c>: whether every frozen return is as it was frozen.</summary>
    [Function("ReturnChain")]
    public async Task<IResult> ChainAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/{authority}/returns/chain")] HttpRequest request, string authority, CancellationToken cancellation) =>
        await settings.CurrentAsync(authority, cancellation) is null
            ? NoAuthority(authority)
            : Results.Json(await chain.CheckAsync(authority, cancellation), HubJson.Options);

    private async Task<IResult> DocumentAsync(
        HttpRequest request, string authority, string month, string document, Dictionary<string, string> known, CancellationToken cancellation)
    {
        if (!Names.IsId(authority) || await settings.CurrentAsync(authority, cancellation) is null)
            return NoAuthority(authority);
        if (YearMonthPattern.Iso.Parse(month) is not { Success: true } parsed)
            return WrongMonths;
        if (!known.TryGetValue(document, out var ending))
            return Problems.NotFound($"There is no document \"{document}\". There are: {string.Join(", ", known.Keys)}.");
        var rows = (await returns.ListAsync(authority, MonthSpan.Of(parsed.Value), cancellation)).Where(row => row.StatusNow() is ReturnStatus.Frozen).ToList();
        var wanted = request.Query["version"].ToString();
        var row = wanted.Length == 0 ? rows.LastOrDefault() : rows.Find(row => row.Name().Version.ToString(System.Globalization.CultureInfo.InvariantCulture) == wanted);
        if (row is null || await blobs.LoadAsync(row.Name(), cancellation) is not { } frozen
            || await blobs.ReadAsync(row.Name(), ReturnDocuments.NameOf(frozen) + ending, cancellation) is not var (contentType, content))
        {
            return Problems.NotFound($"There is no approved return for {MonthSpan.Name(parsed.Value)} with such a document.");
        }

        return Results.Bytes(content.ToArray(), contentType, contentType.StartsWith("text/html", StringComparison.Ordinal) ? null : ReturnDocuments.NameOf(frozen) + ending);
    }

    private static IEnumerable<ReturnRow> NewestFrozen(IReadOnlyList<ReturnRow> rows) =>
        rows.Where(row => row.StatusNow() is ReturnStatus.Frozen).GroupBy(row => row.Name().Month).Select(versions => versions.Last());

    private MonthSpan? MonthsOf(HttpRequest request)
    {
        var last = time.Today().ToYearMonth();
        YearMonth? Month(string name, YearMonth otherwise) => request.Query[name].ToString() is { Length: > 0 } text
            ? YearMonthPattern.Iso.Parse(text) is { Success: true } month ? month.Value : null
            : otherwise;
        return Month("to", last) is { } to && Month("from", to.PlusMonths(1 - UsualMonths)) is { } from && from.CompareTo(to) <= 0 ? new MonthSpan(from, to) : null;
    }

    private static IResult WrongMonths => Problems.BadRequest("Months are written like 2026-10, and \"from\" is not after \"to\".");

    private static IResult NoAuthority(string authority) => Problems.NotFound($"There is no authority \"{authority}\" with a valid configuration.");
}
