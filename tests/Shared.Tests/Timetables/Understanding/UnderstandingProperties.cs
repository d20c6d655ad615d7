using FsCheck;
using FsCheck.Fluent;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Reading.Rows;
using HubAutomation.Shared.Timetables.Understanding;
using HubAutomation.Shared.Timetables.Understanding.Phrases;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Ages;
using HubAutomation.Shared.Timetables.Understanding.Phrases.BookingAndCost;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Times;
using HubAutomation.Shared.Timetables.Understanding.Phrases.When;
using HubAutomation.Shared.Timetables.Understanding.Schedules;
using NodaTime;

namespace HubAutomation.Shared.Tests.Timetables.Understanding;

/// <summary>What holds for every text, not only for the ones in the tables.</summary>
public class UnderstandingProperties
{
    private static readonly string[] Kinds = ["time", "day", "dates", "ages", "booking", "cost", "venue", "cell"];

    private static readonly string[] Fragments =
    [
        "9.30", "-", "–", "11am", "to", "noon", "half past", "Mon", "Tuesdays", "every other", "from", "14", "Sept", "2026", "/", "w/c", "1st", "of the month", "until", "not", "half term",
        "0", "6", "months", "under", "5s", "bump", "birth", "walking", "£", "2", "p", "free", "book", "no", "drop in", "https://", "@", "(", ")", ",", "&", "½", "\u202e", "\ud83d\ude00", "\0",
    ];

    /// <summary>Words of the trade, glued together anyhow, reach further into the grammar than letters at random.</summary>
    private static readonly Gen<string> Texts = Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>().Select(s => s ?? ""),
        Gen.Elements(Fragments).ArrayOf().Select(parts => string.Join(' ', parts)),
        Gen.Elements(Fragments).ArrayOf().Select(string.Concat));

    private static readonly Gen<LocalDate> DatesNearby = Gen.Choose(-120, 200).Select(Widnes.Today.PlusDays);

    private static readonly Gen<IsoDayOfWeek[]> SomeDays = Gen.Choose(1, 127).Select(bits => Enumerable.Range(1, 7).Where(d => (bits & (1 << (d - 1))) != 0).Select(d => (IsoDayOfWeek)d).ToArray());

    [Fact]
    public void No_text_makes_a_reader_throw_or_hang() => Check.QuickThrowOnFailure(Prop.ForAll(
        Texts.ToArbitrary(), text =>
        {
            foreach (var kind in Kinds)
                Assert.NotNull(Canonical.Of(kind, text));
        }));

    [Fact]
    public void Every_row_is_accepted_or_rejected_and_rejects_repeat_at_most_200_characters() => Check.QuickThrowOnFailure(Prop.ForAll(
        Texts.ArrayOf().ToArbitrary(), texts =>
        {
            var cells = texts.Zip(Enum.GetValues<TimetableField>()).ToDictionary(p => p.Second, p => p.First);
            var made = Widnes.Interpreter().Interpret(new TextRow(new(7), cells));

            Assert.Equal(new RowPlace(7), made.Place);
            if (made is Rejected rejected)
            {
                Assert.NotEmpty(rejected.Rejects);
                Assert.All(rejected.Rejects, r => Assert.True(r.Value.Length <= Reject.MaxValueLength));
            }
        }));

    [Fact]
    public void A_very_long_text_is_read_in_a_blink()
    {
        foreach (var fragment in Fragments)
        {
            var text = string.Concat(Enumerable.Repeat(fragment + " ", 2000));
            foreach (var kind in Kinds)
                Assert.NotNull(Canonical.Of(kind, text));
        }
    }

    [Fact]
    public void A_time_that_is_said_is_understood_again() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(0, 1439).Two().ToArbitrary(), minutes =>
        {
            var (start, end) = (LocalTime.FromMinutesSinceMidnight(minutes.Item1), LocalTime.FromMinutesSinceMidnight(minutes.Item2));
            if (end <= start)
                return;
            var said = PlainEnglish.Say(start, end);

            Assert.True(TimePhrase.Understand(said).Is(out var times, out _), said);
            Assert.Equal(new SlotTimes(start, end), times);
        }));

    [Fact]
    public void A_schedule_that_is_said_is_understood_again() => Check.QuickThrowOnFailure(Prop.ForAll(
        Schedules().ToArbitrary(), schedule =>
        {
            var said = PlainEnglish.Say(schedule);
            var assembly = new ScheduleAssembly(Widnes.Calendar, Widnes.Today);

            Assert.True(WhenPhrase.Read(said, WhenColumn.Days, Widnes.Today).Is(out var facts, out _), said);
            Assert.True(assembly.Assemble(facts, said).Is(out var again, out var problem), $"{said}: {problem?.Sentence}");
            Assert.Equal(said, PlainEnglish.Say(again));
            Assert.Equal(Flat(schedule), Flat(again));
        }));

    [Fact]
    public void Ages_that_are_shown_are_understood_again()
    {
        foreach (var (_, phrase, _) in PhraseTable.All().Where(r => r.Kind == "ages"))
        {
            if (!AgePhrase.Understand(phrase).Is(out var ages, out _))
                continue;
            Assert.True(AgePhrase.Understand(ages.Range.Text).Is(out var again, out var problem), $"{ages.Range.Text}: {problem?.Sentence}");
            Assert.Equal(ages.Range, again.Range);
        }
    }

    [Fact]
    public void Prices_that_are_shown_are_understood_again()
    {
        foreach (var (_, phrase, _) in PhraseTable.All().Where(r => r.Kind == "cost"))
        {
            if (CostPhrase.Understand(phrase).Is(out var cost, out _))
                Assert.Equal(cost, CostPhrase.Understand(cost.Text).Is(out var again, out _) ? again : null);
        }
    }

    private static Gen<SessionSchedule> Schedules()
    {
        var dates = DatesNearby.NonEmptyListOf().Select(d => SessionSchedule.On(d.Take(12)));
        var weekly = from days in SomeDays from every in Gen.Choose(1, 4) from start in DatesNearby select Weekly(days, every, start);
        var monthly = from days in SomeDays from weeks in Gen.SubListOf(1, 2, 3, 4, 5, -1) where weeks.Count > 0 select SessionSchedule.Monthly([.. weeks], days);
        return from pattern in Gen.OneOf(dates, weekly, monthly)
               from termTimeOnly in ArbMap.Default.GeneratorFor<bool>()
               from weeks in Gen.Choose(1, 20)
               from open in ArbMap.Default.GeneratorFor<bool>()
               select pattern with
               {
                   TermTimeOnly = termTimeOnly,
                   Until = open || pattern.Kind != ScheduleKind.Weekly ? null : (pattern.From ?? Widnes.Today).PlusWeeks(weeks),
               };
    }

    private static SessionSchedule Weekly(IsoDayOfWeek[] days, int every, LocalDate start)
    {
        while (!days.Contains(start.DayOfWeek))
            start = start.PlusDays(1);
        return SessionSchedule.Weekly(days) with { EveryWeeks = every, From = start };
    }

    private static string Flat(SessionSchedule s) =>
        $"{s.Kind} {string.Join(',', s.Days)} {s.EveryWeeks} {string.Join(',', s.WeeksOfMonth)} {s.From} {s.Until} {s.TermTimeOnly} {string.Join(',', s.Except)} {string.Join(',', s.Dates)}";
}
