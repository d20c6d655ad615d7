using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Reading.Rows;
using HubAutomation.Shared.Timetables.Understanding;
using HubAutomation.Shared.Timetables.Understanding.Phrases;

namespace HubAutomation.Shared.Tests.Timetables.Understanding;

/// <summary>How the cells of one row work together.</summary>
public class RowMeaningTests
{
    [Theory]
    [InlineData("Tuesday", "w/c 14 Sept", "15 September 2026")]
    [InlineData("Mon & Wed", "w/c 14 Sept, w/c 28 Sept", "14 September 2026, 16 September 2026, 28 September 2026 and 30 September 2026")]
    [InlineData("Tuesdays", "8 Sept – 20 Oct", "Tuesdays from 8 September 2026 until 20 October 2026")]
    [InlineData("Tuesday", "8, 15 & 22 Sept", "8 September 2026, 15 September 2026 and 22 September 2026")]
    [InlineData("Every other Tuesday", "from 8 Sept, not 20 Oct", "every other Tuesday from 8 September 2026, not 20 October 2026")]
    [InlineData("fortnightly on Thursdays", "10/09", "every other Thursday from 10 September 2026")]
    [InlineData("Monday", "7 Sept – 23 Oct & 2 Nov – 16 Nov", "7 September 2026, 14 September 2026, 21 September 2026, 28 September 2026, 5 October 2026, 12 October 2026, 19 October 2026, 2 November 2026, 9 November 2026 and 16 November 2026")]
    [InlineData("Mondays", "term time only, until 18 Dec", "Mondays until 18 December 2026, term time only")]
    public void A_day_column_and_a_dates_column_make_one_schedule(string day, string dates, string expected) =>
        Assert.Equal(expected, PlainEnglish.Say(Accept((TimetableField.Day, day), (TimetableField.Dates, dates)).Session.Schedule));

    [Fact]
    public void A_date_on_another_weekday_than_the_day_column_is_rejected_with_both_named()
    {
        var reject = Assert.Single(Reject((TimetableField.Day, "Tuesday"), (TimetableField.Dates, "14 Sept")));

        Assert.Equal("weekday-differs", reject.Rule);
        Assert.Equal("14 September 2026 is a Monday, not a Tuesday. Did you mean \"Monday 14 September 2026\" or \"Tuesday 15 September 2026\"?", reject.Sentence);
    }

    [Theory]
    [InlineData("14/09/2026", "18/12/2026", "Mondays from 14 September 2026 until 18 December 2026")]
    [InlineData("14 Sept", "12 Feb", "Mondays from 14 September 2026 until 12 February 2027")]
    [InlineData("w/c 14 Sept", "18 Dec", "Mondays from 14 September 2026 until 18 December 2026")]
    public void First_and_last_date_columns_bound_the_days(string first, string last, string expected) =>
        Assert.Equal(expected, PlainEnglish.Say(Accept((TimetableField.Day, "Monday"), (TimetableField.DateFrom, first), (TimetableField.DateTo, last)).Session.Schedule));

    [Fact]
    public void The_same_first_and_last_date_is_one_date() =>
        Assert.Equal("14 September 2026", PlainEnglish.Say(Accept((TimetableField.DateFrom, "14/09/2026"), (TimetableField.DateTo, "14/09/2026")).Session.Schedule));

    [Theory]
    [InlineData("Yes", true)]
    [InlineData("y", true)]
    [InlineData("Term time only", true)]
    [InlineData("TT", true)]
    [InlineData("No", false)]
    [InlineData("No - all year round", false)]
    [InlineData("All year", false)]
    public void A_term_time_column_says_yes_or_no(string text, bool expected) =>
        Assert.Equal(expected, Accept((TimetableField.Day, "Monday"), (TimetableField.TermTime, text)).Session.Schedule.TermTimeOnly);

    [Theory]
    [InlineData("26 Oct, 2 Nov", "Mondays, not 26 October 2026 and 2 November 2026")]
    [InlineData("half term", "Mondays, not 26 October 2026, 15 February 2027 and 31 May 2027")]
    [InlineData("26–30 Oct", "Mondays, not 26 October 2026")]
    [InlineData("bank holidays", "Mondays")]
    [InlineData("No session 26/10", "Mondays, not 26 October 2026")]
    public void An_exceptions_column_takes_dates_away(string text, string expected) =>
        Assert.Equal(expected, PlainEnglish.Say(Accept((TimetableField.Day, "Monday"), (TimetableField.Except, text)).Session.Schedule));

    [Theory]
    [InlineData("9.30", "11", "9:30am to 11am")]
    [InlineData("1.30", "3pm", "1:30pm to 3pm")]
    [InlineData("13:30", "15:00", "1:30pm to 3pm")]
    [InlineData("10am", null, "10am")]
    public void Start_and_end_columns_are_read_together(string start, string? end, string expected)
    {
        (TimetableField, string)[] cells = end is null ? [(TimetableField.Start, start)] : [(TimetableField.Start, start), (TimetableField.End, end)];
        var session = Assert.IsType<Accepted>(Widnes.Interpreter().Interpret(Widnes.Row([(TimetableField.Title, "Peep"), (TimetableField.Day, "Monday"), (TimetableField.Venue, "Ditton"), .. cells]))).Session;

        Assert.Equal(expected, PlainEnglish.Say(session.Start, session.End));
    }

    [Fact]
    public void Of_a_start_and_an_end_column_the_wrong_one_is_named()
    {
        var row = Widnes.Row((TimetableField.Title, "Peep"), (TimetableField.Day, "Monday"), (TimetableField.Venue, "Ditton"), (TimetableField.Start, "9.30"), (TimetableField.End, "ll.30"));

        var reject = Assert.Single(Assert.IsType<Rejected>(Widnes.Interpreter().Interpret(row)).Rejects);

        Assert.Equal(("End time", "ll.30"), (reject.Column, reject.Value));
        Assert.Equal("We could not read the time \"ll.30\". Did you mean \"11.30\"? Write it like 9:30am to 11am.", reject.Sentence);
    }

    [Theory]
    [InlineData("0", "6 months", "0 to 6 months")]
    [InlineData("18 months", "3 years", "18 months to 3 years")]
    [InlineData("0", "5", "0 to 5 years")]
    [InlineData("5", null, "5 years and over")]
    [InlineData(null, "12 months", "Up to 12 months")]
    public void Two_age_columns_are_read_together(string? from, string? to, string expected)
    {
        List<(TimetableField, string)> cells = [(TimetableField.Day, "Monday")];
        if (from is not null)
            cells.Add((TimetableField.AgeFrom, from));
        if (to is not null)
            cells.Add((TimetableField.AgeTo, to));

        Assert.Equal(expected, Accept([.. cells]).Session.Ages?.Text);
    }

    [Theory]
    [InlineData("n/a")]
    [InlineData("-")]
    [InlineData("TBC")]
    public void A_placeholder_says_nothing_about_ages_booking_and_cost(string text)
    {
        var session = Accept((TimetableField.Day, "Monday"), (TimetableField.Ages, text), (TimetableField.Booking, text), (TimetableField.Cost, text)).Session;

        Assert.Equal((null, Booking.NotStated, null), (session.Ages, session.Booking, session.Cost));
    }

    [Fact]
    public void A_title_tells_ages_and_booking_when_no_column_does()
    {
        var row = Widnes.Row((TimetableField.Title, "Baby massage 0–6 months (booking essential, £2)"), (TimetableField.Day, "Monday"), (TimetableField.Time, "10am"), (TimetableField.Venue, "Ditton"));

        var session = Assert.IsType<Accepted>(Widnes.Interpreter().Interpret(row)).Session;

        Assert.Equal(("0 to 6 months", BookingKind.Required, "£2"), (session.Ages?.Text, session.Booking.Kind, session.Cost?.Text));
    }

    [Fact]
    public void A_partners_defaults_hold_where_the_row_is_silent()
    {
        var partner = Widnes.Partner with { DefaultPlace = "ditton", DefaultBooking = "drop in" };
        var row = Widnes.Row((TimetableField.Title, "Peep"), (TimetableField.Day, "Monday"), (TimetableField.Time, "10am"));

        var session = Assert.IsType<Accepted>(Widnes.Interpreter(partner).Interpret(row)).Session;

        Assert.Equal(("ditton", BookingKind.DropIn), (session.PlaceId, session.Booking.Kind));
    }

    [Fact]
    public void A_postcode_of_another_place_is_rejected()
    {
        var row = Widnes.Row(
            (TimetableField.Title, "Peep"), (TimetableField.Day, "Monday"), (TimetableField.Time, "10am"), (TimetableField.Venue, "Kingsway"), (TimetableField.Postcode, "WA8 8ZX"));

        Assert.Equal("postcode-differs", Assert.Single(Assert.IsType<Rejected>(Widnes.Interpreter().Interpret(row)).Rejects).Rule);
    }

    [Fact]
    public void A_grid_cell_takes_day_and_place_from_its_headings()
    {
        var row = Widnes.Row(
            (TimetableField.Cell, "9.30-11am Baby Massage (0–6 months) *booking essential*"), (TimetableField.Day, "Tuesday"), (TimetableField.Venue, "Kingsway Family Hub"));

        var session = Assert.IsType<Accepted>(Widnes.Interpreter().Interpret(row)).Session;

        Assert.Equal(
            "Baby Massage, Tuesdays, 9:30am to 11am, kingsway, 0 to 6 months, Required",
            $"{session.Title}, {PlainEnglish.Say(session.Schedule)}, {PlainEnglish.Say(session.Start, session.End)}, {session.PlaceId}, {session.Ages?.Text}, {session.Booking.Kind}");
    }

    [Theory]
    [InlineData("Closed", "says-closed")]
    [InlineData("No session", "says-closed")]
    [InlineData("10-11 Rhyme time & 1-2pm Story time", "two-times")]
    [InlineData("Rhyme time", "time-missing")]
    [InlineData("CANCELLED Rhyme time 10-11am", "cancelled")]
    public void A_grid_cell_without_one_session_is_rejected(string cell, string rule)
    {
        var row = Widnes.Row((TimetableField.Cell, cell), (TimetableField.Day, "Tuesday"), (TimetableField.Venue, "Ditton"));

        Assert.Equal(rule, Assert.Single(Assert.IsType<Rejected>(Widnes.Interpreter().Interpret(row)).Rejects).Rule);
    }

    [Fact]
    public void The_same_event_told_by_two_partners_has_one_link_key_and_two_ids()
    {
        var row = Widnes.Row((TimetableField.Title, "Peep"), (TimetableField.Day, "Monday"), (TimetableField.Time, "10am"), (TimetableField.Venue, "Ditton"));

        var first = Assert.IsType<Accepted>(Widnes.Interpreter().Interpret(row));
        var second = Assert.IsType<Accepted>(Widnes.Interpreter(Widnes.Partner with { Id = "libraries" }).Interpret(row));

        Assert.Equal(first.Told.Link, second.Told.Link);
        Assert.NotEqual(first.Session.Id, second.Session.Id);
    }

    [Fact]
    public void An_unreadable_row_keeps_its_reject()
    {
        var reject = new Reject(new(9), "DTSTART", "", "start-missing", "The event has no start.");

        Assert.Equal([reject], Assert.IsType<Rejected>(Widnes.Interpreter().Interpret(new UnreadableRow(new(9), reject))).Rejects);
    }

    private static Accepted Accept(params (TimetableField, string)[] cells)
    {
        var made = Widnes.Interpreter().Interpret(Widnes.Row([(TimetableField.Title, "Peep"), (TimetableField.Time, "10-11am"), (TimetableField.Venue, "Ditton"), .. cells]));
        return made is Rejected rejected ? throw new Xunit.Sdk.XunitException(string.Join('\n', rejected.Rejects)) : (Accepted)made;
    }

    private static IReadOnlyList<Reject> Reject(params (TimetableField, string)[] cells) =>
        Assert.IsType<Rejected>(Widnes.Interpreter().Interpret(Widnes.Row([(TimetableField.Title, "Peep"), (TimetableField.Time, "10-11am"), (TimetableField.Venue, "Ditton"), .. cells]))).Rejects;
}
