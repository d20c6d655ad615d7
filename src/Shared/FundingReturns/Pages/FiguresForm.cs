using System.Globalization;
using System.Text.RegularExpressions;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.FundingReturns.Sources.Reading;
using HubAutomation.Shared.Platform.Text;

namespace HubAutomation.Shared.FundingReturns.Pages;

/// <summary>One field of the form that is not as it should be.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Sentence">What is wrong and what to do.</param>
public sealed record FieldProblem(string Field, string Sentence);

/// <summary>What a lead has filled in, from the page or from a file.</summary>
/// <param name="Said">What was said that had not been said before.</param>
/// <param name="Problems">What is wrong; then nothing is kept.</param>
public sealed record FiguresRead(IReadOnlyList<Submission> Said, IReadOnlyList<FieldProblem> Problems)
{
    /// <summary>What came of it, in words.</summary>
    /// <param name="wasSent">Whether everything had been sent before.</param>
    /// <param name="isSent">Whether everything is sent now.</param>
    public string Message(bool wasSent, bool isSent) => (wasSent, isSent, Said.Count) switch
    {
        (true, true, 0) => "Nothing has changed: your figures are as you had sent them.",
        (_, true, _) => "Your figures have been sent. Thank you.",
        (_, _, 0) => "Nothing has changed since you were here. Your figures are not sent yet.",
        _ => "Your figures are saved. They are not sent yet.",
    };

    /// <summary>What was read from a file, in words.</summary>
    /// <param name="figures">How many figures are not what stands there already.</param>
    /// <param name="isSent">Whether everything has been sent.</param>
    public static string Message(int figures, bool isSent) => figures switch
    {
        0 => $"Nothing in the file differs from what stands here already{(isSent ? ", and that is sent. There is nothing more to do" : "")}.",
        1 => "1 figure in the file is new or different. Look at it below, and then send it.",
        _ => $"{figures} figures in the file are new or different. Look at them below, and then send them.",
    };
}

/// <summary>The fields of a lead's form: which there are for each kind of measure, and what is made of them.</summary>
public static partial class FiguresForm
{
    /// <summary>The field for why something is changed that was sent before.</summary>
    public const string WhyField = "why";

    /// <summary>The field for a note or a question to the manager.</summary>
    public const string NoteField = "note";

    /// <summary>The hidden field for up to which moment what others have said was on the page.</summary>
    public const string SeenField = "seen";

    private const int LongestText = 4000;
    private static readonly string TooLong = string.Create(CultureInfo.InvariantCulture, $"Use at most {LongestText} characters");

    /// <summary>Name of the field for a figure; of a share or a mean for what is known without its two numbers.</summary>
    public static string Value(string measure) => $"{measure}-value";

    /// <summary>Name of the field for a numerator.</summary>
    public static string Numerator(string measure) => $"{measure}-numerator";

    /// <summary>Name of the field for a denominator.</summary>
    public static string Denominator(string measure) => $"{measure}-denominator";

    /// <summary>Name of the field for words.</summary>
    public static string Text(string measure) => $"{measure}-text";

    /// <summary>Name of the hidden field for what was asked when the page was opened.</summary>
    public static string Asked(string measure) => $"{measure}-asked";

    /// <summary>The measure's code and the part of a field's name: "IF-05" and "value"; null for a field that is no measure's.</summary>
    public static (string Measure, string Part)? PartOf(string field)
    {
        ArgumentNullException.ThrowIfNull(field);
        var at = field.LastIndexOf('-');
        return at > 0 && field[(at + 1)..] is ("value" or "numerator" or "denominator" or "text") and var part ? (field[..at], part) : null;
    }

    /// <summary>Whether a field is one of a measure's.</summary>
    public static bool IsOf(Measure measure, string field)
    {
        ArgumentNullException.ThrowIfNull(measure);
        return field == Value(measure.Code) || field == Numerator(measure.Code) || field == Denominator(measure.Code) || field == Text(measure.Code);
    }

    /// <summary>Whether a measure is filled in as numerator and denominator.</summary>
    public static bool IsShare(Measure measure)
    {
        ArgumentNullException.ThrowIfNull(measure);
        return measure.Kind is MeasureKind.Rate or MeasureKind.Average;
    }

    /// <summary>What the fields hold for what was said before.</summary>
    public static IReadOnlyDictionary<string, string> Fields(IEnumerable<Measure> measures, IReadOnlyDictionary<string, Submission> said)
    {
        ArgumentNullException.ThrowIfNull(measures);
        ArgumentNullException.ThrowIfNull(said);
        var fields = new Dictionary<string, string>();
        foreach (var measure in measures)
        {
            if (said.GetValueOrDefault(measure.Code) is not { } last)
                continue;
            fields[Value(measure.Code)] = !IsShare(measure) ? Write(last.Value) : last is { Numerator: null, Value: { } alone } ? Write(alone) + (measure.Kind is MeasureKind.Rate ? "%" : "") : "";
            fields[Numerator(measure.Code)] = Write(last.Numerator);
            fields[Denominator(measure.Code)] = Write(last.Denominator);
            fields[Text(measure.Code)] = last.Text ?? "";
        }

        return fields;
    }

    /// <summary>The note to the manager; null for none.</summary>
    public static string? Note(IReadOnlyDictionary<string, string> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return WholeText.Typed(fields.GetValueOrDefault(NoteField));
    }

    /// <summary>What is wrong with the note; null for nothing.</summary>
    public static FieldProblem? ProblemWithNote(IReadOnlyDictionary<string, string> fields) => Note(fields)?.Length > LongestText ? new FieldProblem(NoteField, TooLong) : null;

    /// <summary>
    /// What somebody has typed, on top of what another has said meanwhile: a field that they left as they found it says nothing, and has what stands there
    /// now.
    /// </summary>
    /// <param name="typed">Field's name → what was typed.</param>
    /// <param name="found">What stood in the fields when the page was opened.</param>
    /// <param name="now">What stands in them now.</param>
    public static IReadOnlyDictionary<string, string> OnTopOf(
        IReadOnlyDictionary<string, string> typed, IReadOnlyDictionary<string, string> found, IReadOnlyDictionary<string, string> now)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(now);
        return typed.ToDictionary(field => field.Key, field =>
            PartOf(field.Key) is not null && field.Value.ReplaceLineEndings("\n").Trim() == found.GetValueOrDefault(field.Key, "") ? now.GetValueOrDefault(field.Key, "") : field.Value);
    }

    /// <summary>Reads the fields of some strands.</summary>
    /// <param name="measures">What is asked.</param>
    /// <param name="fields">Field's name → what was filled in. A field that is not there says nothing, and leaves what was said before.</param>
    /// <param name="states">How each strand stands.</param>
    /// <param name="by">The lead's id.</param>
    /// <param name="at">When, UTC.</param>
    /// <param name="via">"page" or "file".</param>
    public static FiguresRead Read(
        IReadOnlyList<Measure> measures, IReadOnlyDictionary<string, string> fields, IReadOnlyDictionary<string, StrandState> states, string by, DateTimeOffset at, string via)
    {
        ArgumentNullException.ThrowIfNull(measures);
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(states);
        var (said, problems) = (new List<Submission>(), new List<FieldProblem>());
        var why = WholeText.Typed(fields.GetValueOrDefault(WhyField));
        if (why?.Length > LongestText)
            problems.Add(new FieldProblem(WhyField, TooLong));
        foreach (var measure in measures.Where(measure => IsThere(measure.Code, fields)))
        {
            var before = states.GetValueOrDefault(measure.Strand)?.Figures.GetValueOrDefault(measure.Code);
            if (fields.GetValueOrDefault(Asked(measure.Code)) is { Length: > 0 } asked && states.GetValueOrDefault(measure.Strand)?.Questions.GetValueOrDefault(measure.Code) is { } question && asked != question)
                problems.Add(new FieldProblem(FirstField(measure), "What is counted or aimed at has changed since you opened the page. Read it once more, and answer it as it stands now"));
            var now = new Entry(measure, fields, problems).Read(by, at, via);
            if (now.SaysTheSameAs(before) || before is null && now is { Value: null, Numerator: null, Denominator: null, Text: null })
                continue;
            if (now.Text is null && PlausibleSize.Doubt(measure, now.Value, now.Denominator) is { } doubt)
                problems.Add(new FieldProblem(now.Denominator is null ? Value(measure.Code) : Denominator(measure.Code), $"{doubt}. Correct it, or say below what the reader should know about it"));
            said.Add(now with { Why = IsCorrection(now, states) ? why : null });
        }

        if (why is null && said.Exists(now => IsCorrection(now, states)))
            problems.Add(new FieldProblem(WhyField, "You change figures that were sent before. Say why"));
        return new FiguresRead(said, problems);
    }

    // What is asked otherwise than before is answered, not corrected.
    private static bool IsCorrection(Submission now, IReadOnlyDictionary<string, StrandState> states) =>
        states.GetValueOrDefault(now.Strand) is { Sent: not null } state && !state.AskedAnew.Contains(now.Measure);

    private static string FirstField(Measure measure) =>
        measure.Kind is MeasureKind.Text ? Text(measure.Code) : IsShare(measure) ? Numerator(measure.Code) : Value(measure.Code);

    private static bool IsThere(string measure, IReadOnlyDictionary<string, string> fields) =>
        fields.ContainsKey(Value(measure)) || fields.ContainsKey(Numerator(measure)) || fields.ContainsKey(Denominator(measure)) || fields.ContainsKey(Text(measure));

    private static string Write(decimal? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    /// <summary>The fields of one measure.</summary>
    private sealed class Entry(Measure measure, IReadOnlyDictionary<string, string> fields, List<FieldProblem> problems)
    {
        public Submission Read(string by, DateTimeOffset at, string via)
        {
            var text = WholeText.Typed(fields.GetValueOrDefault(Text(measure.Code)));
            if (text?.Length > LongestText)
                Add(Text(measure.Code), TooLong);
            if (measure.Kind is MeasureKind.Text)
                return new Submission(measure.Strand, measure.Code, null, null, null, text, by, at, via, null);
            if (!IsShare(measure))
                return new Submission(measure.Strand, measure.Code, Number(Value(measure.Code)), null, null, text, by, at, via, null);
            var (numerator, denominator, alone) = (Number(Numerator(measure.Code)), Number(Denominator(measure.Code)), Alone());
            if (IsEmpty(Numerator(measure.Code)) != IsEmpty(Denominator(measure.Code)))
                Add(IsEmpty(Numerator(measure.Code)) ? Numerator(measure.Code) : Denominator(measure.Code), "Fill in both numbers, or neither");
            if (measure.Kind is MeasureKind.Rate && numerator > denominator)
                Add(Numerator(measure.Code), "This must not be more than the number below");
            var value = denominator > 0 ? numerator / denominator * (measure.Kind is MeasureKind.Rate ? 100 : 1) : null;
            if (alone is { } said && value is { } made && Math.Round(made, said.Scale, MidpointRounding.AwayFromZero) != said)
                Add(Value(measure.Code), string.Create(CultureInfo.InvariantCulture, $"This is not {numerator:0.##} out of {denominator:0.##}, which makes {made:0.##}. Leave either this or the two numbers"));
            return new Submission(measure.Strand, measure.Code, numerator is null && denominator is null ? alone : value, numerator, denominator, text, by, at, via, null);
        }

        /// <summary>A share or a mean that is known without its two numbers: "90%" is a share, and "0.9" may be two.</summary>
        private decimal? Alone()
        {
            var field = Value(measure.Code);
            if (measure.Kind is not MeasureKind.Rate || IsEmpty(field))
                return Number(field);
            var said = fields[field].Trim();
            var (hasSign, digits) = (said.EndsWith('%'), said.TrimEnd('%').Trim());
            if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share))
                return Wrong(field, $"“{Shortened(said)}” is no share. Write it like 90%, or leave it empty");
            return share > 100 ? Wrong(field, "A share is at most 100%")
                : !hasSign && share is > 0 and <= 1 ? Wrong(field, $"“{said}” may be {said}% or {(share * 100).ToString("0.####", CultureInfo.InvariantCulture)}%. Write it with its sign, like 90%")
                : share;
        }

        private decimal? Number(string field)
        {
            const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands;
            if (IsEmpty(field))
                return null;
            var said = fields[field].Trim();
            if (said.EndsWith('%'))
                return Wrong(field, $"“{Shortened(said)}” is a share. Write the number itself, like 1234");
            var text = Spaces().Replace(said.TrimStart('£').Trim(), ",");
            if (!SourceRow.HasThousandsInPlace(text) || !decimal.TryParse(text, Styles, CultureInfo.InvariantCulture, out var number) || Math.Abs(number) > 1_000_000_000_000)
                return Wrong(field, measure.Kind is MeasureKind.Milestone ? "Choose yes or no" : $"“{Shortened(said)}” is no number. Write it in digits, like 1234 or 12.5, or leave it empty");
            if (number < 0 && measure.Kind is not MeasureKind.Money)
                return Wrong(field, "This must be 0 or more");
            if (measure.Kind is MeasureKind.Count or MeasureKind.People or MeasureKind.Rate && number != decimal.Truncate(number))
                return Wrong(field, "This must be a whole number");
            return measure.Kind is MeasureKind.Milestone && number is not (0 or 1) ? Wrong(field, "Choose yes or no") : number;
        }

        private bool IsEmpty(string field) => string.IsNullOrWhiteSpace(fields.GetValueOrDefault(field));

        private decimal? Wrong(string field, string sentence)
        {
            Add(field, sentence);
            return null;
        }

        private void Add(string field, string sentence) => problems.Add(new FieldProblem(field, sentence));

        private static string Shortened(string text) => text.Length <= 40 ? text : text[..39] + "…";
    }

    [GeneratedRegex(@"(?<=[0-9])[ \u00A0\u202F](?=[0-9])")]
    private static partial Regex Spaces();
}
