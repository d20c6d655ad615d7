using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.FundingReturns.Sources;
using HubAutomation.Shared.FundingReturns.Storage;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.FundingReturns.Steps;

/// <summary>What the sources gave for a return, kept beside it: each is read in a step of its own, which may be repeated.</summary>
public sealed class SourceReadings(ReturnSources sources, ReturnBlobs blobs, HubKeys keys)
{
    private static readonly CsvWriterOptions RejectsFormat = new() { Injection = CsvInjection.Escape, NewLine = "\r\n", WriteByteOrderMark = true };

    /// <summary>The sources that measures need, in their order.</summary>
    public static IReadOnlyList<string> SourcesOf(ReturnSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return [.. FigureCatalogue.Sources.Where(source => settings.Measures.Any(measure => measure.Figure?.Source == source))];
    }

    /// <summary>The blob, beside a return, of the rows of a source that were left out.</summary>
    public static string RejectsOf(string source) => $"rejects/{source}.csv";

    /// <summary>Reads a source's files and keeps what they give, with the rows that were left out.</summary>
    /// <returns>Figures, and rows left out.</returns>
    public async Task<(int Figures, int Rejects)> ReadAsync(IReturnFolder name, ReturnFrame frame, MonthSpan period, string source, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var requests = ReturnLines.Requests(frame.Returns, period).Where(request => request.Query.Source == source).ToList();
        var reading = await sources.ReadAsync(source, requests, frame, cancellation);
        var earlier = await blobs.LoadAsync<SourceReading>(name, BlobOf(source), cancellation);
        await blobs.SaveAsync(
            name, BlobOf(source), reading with { Rejects = [], ReportedEarlier = earlier is null ? [] : Reported.Newest([.. earlier.Reported, .. earlier.ReportedEarlier]) }, cancellation);
        await blobs.SaveAsync(name, RejectsOf(source), "text/csv; charset=utf-8", RejectsFile(reading.Rejects), cancellation);
        await blobs.SaveAsync(name, RowsOf(source), await WithKeyedIdentitiesAsync(reading.Rejects, cancellation), cancellation);
        return (reading.Figures.Count, reading.Rejects.Count);
    }

    /// <summary>What all the sources gave, as one.</summary>
    /// <exception cref="InvalidOperationException">One of them was not read.</exception>
    public async Task<SourceReading> AllAsync(IReturnFolder name, ReturnFrame frame, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var readings = new List<SourceReading>();
        foreach (var source in SourcesOf(frame.Returns))
        {
            readings.Add(await blobs.LoadAsync<SourceReading>(name, BlobOf(source), cancellation)
                ?? throw new InvalidOperationException($"The source {source} of {name} was not read."));
        }

        return new SourceReading(
            readings.SelectMany(reading => reading.Figures).ToDictionary(), [.. readings.SelectMany(reading => reading.Findings)],
            [.. readings.SelectMany(reading => reading.Breakdowns).DistinctBy(breakdown => breakdown.Id)], [])
        {
            Reported = Reported.Most(readings.SelectMany(reading => reading.Reported)),
            ReportedEarlier = Reported.Most(readings.SelectMany(reading => reading.ReportedEarlier)),
        };
    }

    /// <summary>What the files of some sources said for a return that was made before; nothing of a source that it did not need.</summary>
    public async Task<IReadOnlyList<Reported>> ReportedAsync(IReadOnlyList<string> sourcesWanted, IReturnFolder name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sourcesWanted);
        var reported = new List<Reported>();
        foreach (var source in sourcesWanted)
            reported.AddRange((await blobs.LoadAsync<SourceReading>(name, BlobOf(source), cancellation))?.Reported ?? []);
        return Reported.Most(reported);
    }

    /// <summary>The rows that the sources left out, by file; of a file that several sources read each row once.</summary>
    public async Task<ILookup<string, RejectedRow>> RowsAsync(IReturnFolder name, ReturnSettings settings, CancellationToken cancellation)
    {
        var rows = new List<RejectedRow>();
        foreach (var source in SourcesOf(settings))
            rows.AddRange(await blobs.LoadAsync<List<RejectedRow>>(name, RowsOf(source), cancellation) ?? []);
        return rows.DistinctBy(row => (row.File, row.Row)).ToLookup(row => row.File);
    }

    private static string BlobOf(string source) => $"sources/{source}.json";

    private static string RowsOf(string source) => $"rejects/{source}.json";

    // A row's content may be about a person: without the hub's own key nobody can find out by trying whose row it was.
    private async Task<List<RejectedRow>> WithKeyedIdentitiesAsync(IReadOnlyList<RejectedRow> rows, CancellationToken cancellation)
    {
        var key = await keys.OfAsync(HubKeys.LeftOutRows, cancellation);
        return [.. rows.Select(row => row with { Identity = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(row.Identity)).AsSpan(0, 16)) })];
    }

    /// <summary>Rows that were left out as separated text.</summary>
    public static ReadOnlyMemory<byte> RejectsFile(IEnumerable<RejectedRow> rejects)
    {
        ArgumentNullException.ThrowIfNull(rejects);
        using var content = new MemoryStream();
        using (var csv = CsvWriter.Create(content, RejectsFormat, leaveOpen: true))
        {
            csv.WriteRecord(["File", "Row", "Column", "What it says", "Rule", "What to do"]);
            foreach (var reject in rejects)
                csv.WriteRecord([reject.File, reject.Row.ToString(CultureInfo.InvariantCulture), reject.Column, reject.Value, reject.Rule, reject.Sentence]);
        }

        return content.ToArray();
    }
}
