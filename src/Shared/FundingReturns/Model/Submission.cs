using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Model;

/// <summary>What a strand's lead has said about one measure. Never changed; a later one about the same measure stands in its place.</summary>
/// <param name="Strand">The strand's id.</param>
/// <param name="Measure">The measure's code.</param>
/// <param name="Value">The figure; for a rate what the two others make.</param>
/// <param name="Numerator">Of a rate or a mean.</param>
/// <param name="Denominator">Of a rate or a mean.</param>
/// <param name="Text">Words.</param>
/// <param name="By">Id of the person whose link was used.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Via">"page" or "file".</param>
/// <param name="Why">Why it was changed after it had been sent; null before.</param>
public sealed record Submission(
    string Strand, string Measure, decimal? Value, decimal? Numerator, decimal? Denominator, string? Text, string By, DateTimeOffset At, string Via, string? Why)
{
    /// <summary>What was asked (<see cref="Measure.QuestionFor"/>); null for what was said before that was noted.</summary>
    public string? Question { get; init; }

    /// <summary>Whether it says the same as another.</summary>
    public bool SaysTheSameAs(Submission? other) => other is not null
        && (Value, Numerator, Denominator, Text) == (other.Value, other.Numerator, other.Denominator, other.Text);
}

/// <summary>That something was said anew after its strand had been sent.</summary>
/// <param name="Before">What had been said; null for nothing.</param>
/// <param name="Now">What was said then, by whom and why.</param>
public sealed record Correction(Submission? Before, Submission Now);

/// <summary>That a strand was sent by its lead, or sent back to them; or what a lead wrote to the manager.</summary>
/// <param name="By">Who did it, by id.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Comment">What was said with it.</param>
public sealed record StrandMark(string By, DateTimeOffset At, string? Comment)
{
    /// <summary>Of a strand that was sent: measure's code → what was asked (<see cref="Measure.QuestionFor"/>); null for one sent before that was noted.</summary>
    public IReadOnlyDictionary<string, string>? Questions { get; init; }
}

/// <summary>What is there of a strand.</summary>
/// <param name="Strand">The strand's id.</param>
/// <param name="Figures">Measure's code → what was said last.</param>
/// <param name="Sent">When it was last sent; null when it never was.</param>
/// <param name="SentBack">When it was last sent back; null when it never was.</param>
public sealed record StrandState(string Strand, IReadOnlyDictionary<string, Submission> Figures, StrandMark? Sent, StrandMark? SentBack)
{
    /// <summary>Whether the lead has sent it, it was not sent back since, and nothing else is asked since.</summary>
    public bool IsSent => Sent is not null && !IsSentBack && AskedAnew.Count == 0;

    /// <summary>Whether it was sent back and not sent again.</summary>
    public bool IsSentBack => SentBack is { } back && !(Sent?.At > back.At);

    /// <summary>Measure's code → what is asked now (<see cref="Measure.QuestionFor"/>); empty where that does not matter.</summary>
    public IReadOnlyDictionary<string, string> Questions { get; init; } = new Dictionary<string, string>();

    /// <summary>Codes of measures that are new, or that ask something else, since the lead sent the strand.</summary>
    public IReadOnlyList<string> AskedAnew { get; init; } = [];

    /// <summary>How often something was said, sent or sent back: it only grows. What a lead wrote to the manager changes no figure, and is not counted.</summary>
    public int Entries { get; init; }

    /// <summary>What was said anew after it had been sent, oldest first.</summary>
    public IReadOnlyList<Correction> Corrections { get; init; } = [];

    /// <summary>What its leads wrote to the manager, oldest first.</summary>
    public IReadOnlyList<StrandMark> Notes { get; init; } = [];

    /// <summary>What its leads wrote since a moment; everything for null.</summary>
    public IEnumerable<StrandMark> NotesSince(DateTimeOffset? moment) => Notes.Where(note => !(note.At <= moment));

    /// <summary>The moment for what is said now: after everything said before, whatever the clocks of several machines say.</summary>
    public DateTimeOffset Next(DateTimeOffset now) => Latest is { } last && last >= now ? last.AddTicks(1) : now;

    /// <summary>When something was said, sent or written last, UTC; null for never.</summary>
    public DateTimeOffset? Latest =>
        Figures.Values.Select(said => (DateTimeOffset?)said.At).Concat(Notes.Select(note => (DateTimeOffset?)note.At)).Append(Sent?.At).Append(SentBack?.At).Append(LastSaid).Max();

    /// <summary>The same for what is asked now: what was said to another question is not in it.</summary>
    /// <param name="asked">Everything that the strand's lead is asked.</param>
    /// <param name="month">The month that is returned.</param>
    public StrandState For(IReadOnlyList<Measure> asked, YearMonth month)
    {
        var questions = asked.ToDictionary(measure => measure.Code, measure => measure.QuestionFor(month));
        return this with
        {
            Figures = Figures.Where(said => said.Value.Question is not { } question || !questions.TryGetValue(said.Key, out var now) || now == question).ToDictionary(),
            Questions = questions,
            AskedAnew = Sent?.Questions is { } answered ? [.. questions.Where(now => answered.GetValueOrDefault(now.Key) != now.Value).Select(now => now.Key)] : [],
            LastSaid = Figures.Values.Select(said => (DateTimeOffset?)said.At).Max(),
        };
    }

    private DateTimeOffset? LastSaid { get; init; }

    /// <summary>A strand of which nothing is known.</summary>
    public static StrandState Nothing(string strand) => new(strand, new Dictionary<string, Submission>(), null, null);
}
