using System.Globalization;
using Azure.Data.Tables;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.FundingReturns.Storage;

/// <summary>What strand leads have said for a month, in the order in which they said it. Table <c>Submissions</c>; rows are only added.</summary>
public sealed class SubmissionStore(HubStorage storage)
{
    private const string SentMark = "~sent";
    private const string BackMark = "~back";
    private const string NoteMark = "~note";

    /// <summary>Adds what a lead has said. The same once more, at the same moment, is one row.</summary>
    public async Task AddAsync(string authority, string month, Submission said, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(said);
        var row = Row(authority, month, said.Strand, said.At, said.Measure, said.By);
        row["Value"] = Write(said.Value);
        row["Numerator"] = Write(said.Numerator);
        row["Denominator"] = Write(said.Denominator);
        row["Text"] = said.Text;
        row["Via"] = said.Via;
        row["Why"] = said.Why;
        row["Question"] = said.Question;
        await storage.Submissions.AddOnceAsync(row, cancellation);
    }

    /// <summary>Notes that a lead has sent a strand.</summary>
    public Task MarkSentAsync(string authority, string month, string strand, StrandMark mark, CancellationToken cancellation) =>
        MarkAsync(authority, month, strand, SentMark, mark, cancellation);

    /// <summary>Notes that a strand was sent back to its lead.</summary>
    public Task MarkSentBackAsync(string authority, string month, string strand, StrandMark mark, CancellationToken cancellation) =>
        MarkAsync(authority, month, strand, BackMark, mark, cancellation);

    /// <summary>Keeps what a lead wrote to the manager.</summary>
    public Task NoteAsync(string authority, string month, string strand, StrandMark note, CancellationToken cancellation) =>
        MarkAsync(authority, month, strand, NoteMark, note, cancellation);

    /// <summary>How the strands of a month stand for what is asked in it now, by id; one of which nothing is known is not there.</summary>
    public Task<IReadOnlyDictionary<string, StrandState>> StatesAsync(ReturnRef name, ReturnSettings asked, CancellationToken cancellation) =>
        StatesAsync(name, asked, DateTimeOffset.MaxValue, cancellation);

    /// <summary>How the strands of a month stood at a moment, for what is asked in it now.</summary>
    public async Task<IReadOnlyDictionary<string, StrandState>> StatesAsync(ReturnRef name, ReturnSettings asked, DateTimeOffset asOf, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(asked);
        return (await StatesAsync(name.Authority, name.Month, asOf, cancellation)).ToDictionary(state => state.Key, state => state.Value.For(asked.AskedMeasures(state.Key), name.YearMonth));
    }

    /// <summary>How the strands of a month stand, by id, whatever was asked; one of which nothing is known is not there.</summary>
    public Task<IReadOnlyDictionary<string, StrandState>> StatesAsync(string authority, string month, CancellationToken cancellation) =>
        StatesAsync(authority, month, DateTimeOffset.MaxValue, cancellation);

    /// <summary>How the strands of a month stood at a moment, whatever was asked.</summary>
    public async Task<IReadOnlyDictionary<string, StrandState>> StatesAsync(string authority, string month, DateTimeOffset asOf, CancellationToken cancellation) =>
        (await HistoryAsync(authority, month, cancellation)).Where(entry => entry.At <= asOf).GroupBy(entry => entry.Strand).ToDictionary(group => group.Key, group => StateOf(group.Key, group));

    private async Task<IReadOnlyList<Entry>> HistoryAsync(string authority, string month, CancellationToken cancellation)
    {
        var partition = $"{authority}.{month}";
        var entries = new List<Entry>();
        await foreach (var row in storage.Submissions.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: cancellation))
        {
            entries.Add(EntryOf(row));
        }

        return [.. entries.OrderBy(entry => entry.At)];
    }

    private Task<bool> MarkAsync(string authority, string month, string strand, string kind, StrandMark mark, CancellationToken cancellation)
    {
        var row = Row(authority, month, strand, mark.At, kind, mark.By);
        row["Text"] = mark.Comment;
        row["Questions"] = mark.Questions is { } questions ? string.Join(' ', questions.Select(asked => $"{asked.Key}={asked.Value}")) : null;
        return storage.Submissions.AddOnceAsync(row, cancellation);
    }

    private static StrandState StateOf(string strand, IEnumerable<Entry> entries)
    {
        var number = 0;
        var figures = new Dictionary<string, Submission>();
        var (corrections, notes) = (new List<Correction>(), new List<StrandMark>());
        StrandMark? sent = null, back = null;
        foreach (var entry in entries)
        {
            number += entry.Said.Measure == NoteMark ? 0 : 1;
            switch (entry.Said.Measure)
            {
                case NoteMark:
                    notes.Add(new StrandMark(entry.Said.By, entry.At, entry.Said.Text));
                    break;
                case SentMark:
                    sent = new StrandMark(entry.Said.By, entry.At, entry.Said.Text) { Questions = entry.Questions };
                    break;
                case BackMark:
                    back = new StrandMark(entry.Said.By, entry.At, entry.Said.Text);
                    break;
                default:
                    if (sent is not null && WasAnswered(entry.Said, sent))
                        corrections.Add(new Correction(figures.GetValueOrDefault(entry.Said.Measure), entry.Said));
                    figures[entry.Said.Measure] = entry.Said;
                    break;
            }
        }

        return new StrandState(strand, figures, sent, back) { Entries = number, Corrections = corrections, Notes = notes };
    }

    // What is asked otherwise than when the strand was sent, or was not asked then, is answered and not corrected.
    private static bool WasAnswered(Submission said, StrandMark sent) =>
        said.Question is not { } question || sent.Questions is not { } answered || answered.GetValueOrDefault(said.Measure) == question;

    private static TableEntity Row(string authority, string month, string strand, DateTimeOffset at, string what, string by) =>
        new($"{authority}.{month}", string.Create(CultureInfo.InvariantCulture, $"{strand}.{at.UtcTicks:D19}.{what}")) { ["At"] = at, ["By"] = by };

    private static Entry EntryOf(TableEntity row)
    {
        var name = row.RowKey.Split('.', 3);
        var at = new DateTimeOffset(long.Parse(name[1], CultureInfo.InvariantCulture), TimeSpan.Zero);
        return new Entry(name[0], at, new Submission(
            name[0], name[2], Read(row.GetString("Value")), Read(row.GetString("Numerator")), Read(row.GetString("Denominator")), row.GetString("Text"),
            row.GetString("By"), at, row.GetString("Via") ?? "", row.GetString("Why"))
        { Question = row.GetString("Question") }, QuestionsOf(row.GetString("Questions")));
    }

    private static Dictionary<string, string>? QuestionsOf(string? text) =>
        text?.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(asked => asked.Split('=')).ToDictionary(asked => asked[0], asked => asked[1]);

    // As text: a table's numbers are binary, and would not give 57.2 back as 57.2.
    private static string? Write(decimal? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static decimal? Read(string? text) => text is null ? null : decimal.Parse(text, CultureInfo.InvariantCulture);

    private sealed record Entry(string Strand, DateTimeOffset At, Submission Said, IReadOnlyDictionary<string, string>? Questions);
}
