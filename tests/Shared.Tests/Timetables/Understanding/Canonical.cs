using HubAutomation.Shared.Timetables.Reading.Rows;
using HubAutomation.Shared.Timetables.Understanding;
using HubAutomation.Shared.Timetables.Understanding.Phrases;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Ages;
using HubAutomation.Shared.Timetables.Understanding.Phrases.BookingAndCost;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Places;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Times;
using HubAutomation.Shared.Timetables.Understanding.Phrases.When;
using HubAutomation.Shared.Timetables.Understanding.Schedules;

namespace HubAutomation.Shared.Tests.Timetables.Understanding;

/// <summary>
/// The readable form in which the phrase tables write what is expected: the meaning in plain English, or
/// "reject RULE", with "→ SUGGESTION" where one is made.
/// </summary>
internal static class Canonical
{
    private static readonly RowWhen When = new(Widnes.Calendar, Widnes.Today);
    private static readonly ScheduleAssembly Assembly = new(Widnes.Calendar, Widnes.Today);
    private static readonly OffDays OffDays = new(Widnes.Calendar, Widnes.Today);

    private static readonly VenuePhrase Venues = new(Widnes.Settings.Places, Widnes.Today);

    public static string Of(string kind, string phrase) => kind switch
    {
        "time" => Time(phrase),
        "day" => Schedule(phrase, WhenColumn.Days),
        "dates" => Schedule(phrase, WhenColumn.Dates),
        "ages" => Say(AgePhrase.Understand(phrase), a => SayAges(a)),
        "booking" => Say(BookingPhrase.Understand(phrase), b => b.Url is null ? b.Kind.ToString() : $"{b.Kind} {b.Url}"),
        "cost" => Say(CostPhrase.Understand(phrase), c => $"{c.MinPence}..{c.MaxPence}: {c.Text}"),
        "venue" => Say(Venues.Understand(phrase), v => v.Room is null ? v.Place.Id : $"{v.Place.Id}, {v.Room}"),
        "cell" => string.Join(" | ", GridCell.Sort(phrase, Widnes.Today, t => Venues.Understand(t).Problem is null ? TimetableField.Venue : Venues.IsRoom(t) ? TimetableField.Room : null).OrderBy(f => f.Key).Select(f => $"{f.Key}: {f.Value}")),
        _ => throw new ArgumentException($"Unknown kind {kind}", nameof(kind)),
    };

    private static string Time(string phrase) =>
        !WhenPhrase.Read(phrase, WhenColumn.Times, Widnes.Today).Is(out var facts, out var problem) ? Say(problem)
        : facts.Times is { } times ? Say(TimeSettlement.Settle(times, facts.Part, phrase), t => PlainEnglish.Say(t.Start, t.End))
        : "no time";

    private static string Schedule(string phrase, WhenColumn column)
    {
        if (!WhenPhrase.Read(phrase, column, Widnes.Today).Is(out var facts, out var problem) || !Assembly.Assemble(facts, phrase).Is(out var schedule, out problem) || !OffDays.TakeOut(schedule, facts).Is(out schedule, out problem))
            return Say(problem);
        if (facts.Times is not { } times)
            return PlainEnglish.Say(schedule);
        return $"{PlainEnglish.Say(schedule)}; {Say(TimeSettlement.Settle(times, facts.Part, phrase), t => PlainEnglish.Say(t.Start, t.End))}";
    }

    private static string SayAges(AgeMeaning ages)
    {
        var (from, to, pregnancy, text) = ages.Range;
        return $"{(pregnancy ? "pregnancy, " : "")}{from}..{to}: {text}{(ages.WasReversed ? " (reversed)" : "")}";
    }

    private static string Say<T>(Understood<T> understood, Func<T, string> say) =>
        understood.Is(out var meaning, out var problem) ? say(meaning) : Say(problem);

    private static string Say(Misunderstanding problem) =>
        problem.Suggestion is { } suggestion ? $"reject {problem.Rule} → {suggestion}" : $"reject {problem.Rule}";
}
