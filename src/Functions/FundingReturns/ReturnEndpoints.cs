using HubAutomation.Functions.Platform;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs;
using HubAutomation.Shared.FundingReturns.Outputs.Json;
using HubAutomation.Shared.FundingReturns.Steps;
using HubAutomation.Shared.FundingReturns.Storage;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Platform.Time;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NodaTime;

namespace HubAutomation.Functions.FundingReturns;

/// <summary>Returns over HTTP: for staff, Power Automate and Power BI with a key, and what is published for everybody.</summary>
public sealed class ReturnEndpoints(
    SettingsStore settings, ReturnStore returns, ReturnBlobs blobs, WaitingList waiting, ChainCheck chain, HubStorage storage, TimeProvider time)
{
    private const int UsualMonths = 12;

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
    /// version. A measure that neither today's strands.json nor a return of the months has is refused.
    /// </summary>
    [Function("ReturnFacts")]
    public async Task<IResult> FactsAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/{authority}/returns/facts")] HttpRequest request, string authority, CancellationToken cancellation)
    {
        await storage.ProbeAsync(cancellation);
        StoragePatience.HaveMuch();
        if (await settings.CurrentAsync(authority, cancellation) is not { } council)
            return NoAuthority(authority);
        if (MonthsOf(request) is not { } months)
            return WrongMonths;
        var measure = request.Query["measure"].ToString();
        var facts = new List<ReturnFact>();
        foreach (var row in await returns.FrozenAsync(authority, months, cancellation))
        {
            if (await blobs.LoadAsync(row.Name(), cancellation) is { } frozen)
                facts.AddRange(ReturnFacts.Of(frozen, council.Authority));
        }

        if (measure.Length == 0)
            return Results.Bytes(ReturnFacts.ToJson(facts), "application/json");
        var known = (council.Returns?.Measures ?? []).Select(m => m.Code).Concat(facts.Select(fact => fact.Measure)).ToHashSet();
        return known.Contains(measure)
            ? Results.Bytes(ReturnFacts.ToJson([.. facts.Where(fact => fact.Measure == measure)]), "application/json")
            : Problems.BadRequest($"{authority} has no measure \"{measure}\", nor had it in these months. There are: {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
    }

    /// <summary>
    /// <c>GET api/{authority}/returns/documents/{month}/{document}?version=1</c>: a document with raw figures of a frozen return; of a quarter (2026-27-q3) or
    /// a year (2026-27) as it was last rolled up, without versions.
    /// </summary>
    [Function("ReturnDocument")]
    public Task<IResult> DocumentAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/{authority}/returns/documents/{month}/{document}")] HttpRequest request,
        string authority, string month, string document, CancellationToken cancellation) =>
        DocumentAsync(request, authority, month, document, ReturnAddresses.Raw, cancellation);

    /// <summary><c>GET api/{authority}/returns/published/{month}/{document}</c>: what is published of a month, a quarter or a year, under the small-number rules.</summary>
    [Function("PublishedReturn")]
    public Task<IResult> PublishedAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/{authority}/returns/published/{month}/{document}")] HttpRequest request,
        string authority, string month, string document, CancellationToken cancellation) =>
        DocumentAsync(request, authority, month, document, ReturnAddresses.Published, cancellation);

    /// <summary><c>GET api/{authority}/returns/packs/{month}/{area}</c>: what a locality's meeting has before it.</summary>
    [Function("LocalityPack")]
    public Task<IResult> PackAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/{authority}/returns/packs/{month}/{area}")] HttpRequest request,
        string authority, string month, string area, CancellationToken cancellation) =>
        DocumentAsync(request, authority, month, area, Names.IsId(area) ? new Dictionary<string, string> { [area] = $"-{area}.html" } : [], cancellation);

    /// <summary>
    /// <c>GET api/{authority}/returns/rejects/{month}/{source}?version=1</c>: the rows of a source's files that do not count, as CSV with what to do about
    /// each. Of the newest version, frozen or not, as it was last computed; of a quarter or a year as it was last rolled up.
    /// </summary>
    [Function("ReturnRejects")]
    public async Task<IResult> RejectsAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/{authority}/returns/rejects/{month}/{source}")] HttpRequest request,
        string authority, string month, string source, CancellationToken cancellation)
    {
        if (!Names.IsId(authority) || await settings.CurrentAsync(authority, cancellation) is null)
            return NoAuthority(authority);
        if (MonthSpan.Parse(month) is not { } period)
            return WrongMonths;
        if (!FigureCatalogue.Sources.Contains(source))
            return Problems.NotFound($"There is no source \"{source}\". There are: {string.Join(", ", FigureCatalogue.Sources)}.");
        return await FindAsync(request, authority, period, _ => true, cancellation) is { } name
            && await blobs.ReadAsync(name, SourceReadings.RejectsOf(source), cancellation) is var (contentType, content)
            ? Results.Bytes(content.ToArray(), contentType, $"{authority}-{period}-{source}-rejects.csv")
            : Problems.NotFound($"No return of {authority} for {period.Describe()} has read the source {source}.");
    }

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
        HttpRequest request, string authority, string month, string document, IReadOnlyDictionary<string, string> known, CancellationToken cancellation)
    {
        if (!Names.IsId(authority) || await settings.CurrentAsync(authority, cancellation) is null)
            return NoAuthority(authority);
        if (MonthSpan.Parse(month) is not { } period)
            return WrongMonths;
        if (!known.TryGetValue(document, out var ending))
            return Problems.NotFound($"There is no document \"{document}\". There are: {string.Join(", ", known.Keys)}.");
        if (await FindAsync(request, authority, period, row => row.StatusNow() is ReturnStatus.Frozen, cancellation) is not { } name || await blobs.LoadAsync(name, cancellation) is not { } made
            || await blobs.ReadAsync(name, ReturnDocuments.NameOf(made) + ending, cancellation) is not var (contentType, content))
        {
            return Problems.NotFound(period.Count == 1
                ? $"There is no approved return for {period.Describe()} with such a document."
                : $"The returns of {period.Describe()} were not rolled up, or have no such document: what is published needs all of the months frozen, and service-users.csv a measure that answers QSU, too.");
        }

        if (ReferenceEquals(known, ReturnAddresses.Published))
            AnswerHeaders.Publish(request.HttpContext.Response);
        else
            AnswerHeaders.AllowStoredStyles(request.HttpContext.Response);
        return Results.Bytes(content.ToArray(), contentType, contentType.StartsWith("text/html", StringComparison.Ordinal) ? null : ReturnDocuments.NameOf(made) + ending);
    }

    /// <summary>The newest such version of a month or the one that is asked for; a quarter or a year, of which there is one.</summary>
    private async Task<IReturnFolder?> FindAsync(
        HttpRequest request, string authority, MonthSpan period, Func<ReturnRow, bool> isSuch, CancellationToken cancellation)
    {
        if (period.Count > 1)
            return new PeriodRef(authority, period.ToString());
        var rows = (await returns.ListAsync(authority, period, cancellation)).Where(isSuch).ToList();
        var wanted = request.Query["version"].ToString();
        return (wanted.Length == 0 ? rows.LastOrDefault() : rows.Find(row => row.Name().Version.ToString(System.Globalization.CultureInfo.InvariantCulture) == wanted))?.Name();
    }

    private MonthSpan? MonthsOf(HttpRequest request)
    {
        var last = time.Today().ToYearMonth();
        YearMonth? Month(string name, YearMonth otherwise) => request.Query[name].ToString() is { Length: > 0 } text
            ? MonthSpan.Parse(text) is { Count: 1 } month ? month.From : null
            : otherwise;
        return Month("to", last) is { } to && Month("from", to.PlusMonths(1 - UsualMonths)) is { } from && from.CompareTo(to) <= 0 ? new MonthSpan(from, to) : null;
    }

    private static IResult WrongMonths => Problems.BadRequest("Months are written like 2026-10, quarters and years of documents like 2026-27-q3 and 2026-27, and \"from\" is not after \"to\".");

    private static IResult NoAuthority(string authority) => Problems.NotFound($"There is no authority \"{authority}\" with a valid configuration.");
}
