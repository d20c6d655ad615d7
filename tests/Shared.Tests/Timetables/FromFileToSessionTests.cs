using HubAutomation.Shared.Tests.Timetables.Reading;
using HubAutomation.Shared.Tests.Timetables.Understanding;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Understanding;
using HubAutomation.Shared.Timetables.Understanding.Phrases;

namespace HubAutomation.Shared.Tests.Timetables;

/// <summary>From the lines that a partner sends to what families see, or to what the partner is told.</summary>
public class FromFileToSessionTests
{
    private const string EachDay = "21 December 2026, 22 December 2026 and 23 December 2026, 10am to 3pm";

    [Theory]
    [InlineData("Start,End", "2026-12-21 10:00,2026-12-23 15:00", EachDay)]
    [InlineData("Start,End", "21/12/2026 10:00,23/12/2026 15:00", EachDay)]
    [InlineData("Start,End", "21 Dec 10am,23 Dec 3pm", EachDay)]
    [InlineData("Date,Start,End", "21/12/2026,10:00,2026-12-23 15:00", EachDay)]
    [InlineData("Date,Start,End Date,End", "21/12/2026,10:00,23/12/2026,15:00", EachDay)]
    [InlineData("Start date,Start time,End date,End time", "21/12/2026,10:00,23/12/2026,15:00", EachDay)]
    [InlineData("Start Date,End Date", "21/12/2026 10:00,23/12/2026 15:00", EachDay)]
    [InlineData("Start Date,End Date", "2026-12-21 10:00,2026-12-23 15:00", EachDay)]
    [InlineData("Start Date,End Date", "07/12/2026 10:00,07/12/2026 11:30", "7 December 2026, 10am to 11:30am")]
    [InlineData("Start,End", "2026-12-07 10:00,2026-12-07 11:30", "7 December 2026, 10am to 11:30am")]
    [InlineData("Start,End", "2026-12-07 22:00,2026-12-08 00:00", "7 December 2026, 10pm to 12 midnight")]
    [InlineData("Day,Start,End", "Monday,2026-12-07 10:00,2026-12-07 11:30", "Mondays from 7 December 2026 until 7 December 2026, 10am to 11:30am")]
    [InlineData("Day,Start,End", "Monday,2026-12-07 10:00,2026-12-21 11:30", "Mondays from 7 December 2026 until 21 December 2026, 10am to 11:30am")]
    [InlineData("Day,Date,End Date,Time", "Tuesday,8 Sept,13 Oct,10-11am", "Tuesdays from 8 September 2026 until 13 October 2026, 10am to 11am")]
    [InlineData("Date,Time,End time", "7 Dec,10am,11.30am", "7 December 2026, 10am to 11:30am")]
    [InlineData("Date,Time,End time", "7 Dec,10-11.30am,11.30am", "7 December 2026, 10am to 11:30am")]
    public void An_end_has_a_date(string headings, string row, string expected) => Assert.Equal(expected, When(headings, row));

    [Theory]
    [InlineData("Start,End", "2026-12-07 10:00,2026-12-21 15:00", "day-missing")]
    [InlineData("Date,Time,End Date", "7 Dec,10-11am,21 Dec", "day-missing")]
    [InlineData("Start,End", "2026-12-09 10:00,2026-12-07 15:00", "dates-reversed")]
    [InlineData("Start,End", "2026-12-07 18:00,2026-12-08 10:00", "end-before-start")]
    [InlineData("Day,Start,End", "Tuesday,2026-12-07 10:00,2026-12-07 11:30", "weekday-differs")]
    [InlineData("Day,Start date,End date,Time", "Friday,7 Dec,9 Dec,10-11am", "dates-not-understood")]
    public void What_lasts_several_days_in_no_clear_way_is_given_back(string headings, string row, string rule) => Assert.Equal(rule, When(headings, row));

    [Theory]
    [InlineData("Day,Time", "Monday,9.30am and 1.30pm", "two-times")]
    [InlineData("Day,Time", "Monday,9am & 11am", "two-times")]
    [InlineData("Day,Start,End", "Monday,9.30am and 1.30pm,10.30am and 2.30pm", "two-times")]
    [InlineData("When", "Mondays 9.30am and 1.30pm", "two-times")]
    [InlineData("Day,Time", "Monday 9.30am,1.30pm", "two-times")]
    [InlineData("Day,Time", "Monday 9.30am,9.30-11am", "Mondays, 9:30am to 11am")]
    [InlineData("Day,Time", "Monday 1.30,1.30pm", "Mondays, 1:30pm")]
    [InlineData("When", "\"Mondays, 10am – 12 noon\"", "Mondays, 10am to 12 noon")]
    [InlineData("When", "\"Mondays, 13.30 - 15.00 hrs\"", "Mondays, 1:30pm to 3pm")]
    [InlineData("When", "Mondays 10 'til 12", "Mondays, 10am to 12 noon")]
    public void Two_starts_are_two_sessions(string headings, string row, string expected) => Assert.Equal(expected, When(headings, row));

    [Fact]
    public void Twelve_am_is_a_question() => Assert.Equal(
        "We cannot tell whether the 12am of \"12am - 2pm\" is noon or midnight. Write 12 noon or 12 midnight.",
        Assert.Single(Assert.IsType<Rejected>(Read("Title,Day,Time,Place", "F,Friday,12am - 2pm,Kingsway")).Rejects).Sentence);

    [Theory]
    [InlineData("Under 16s must be accompanied by an adult")]
    [InlineData("Come after your 6-8 week check")]
    [InlineData("Runs for 6 to 8 weeks")]
    [InlineData("A creche for under 5s is available")]
    [InlineData("Crèche for under 5s available")]
    [InlineData("A free crèche (under 5s) is next door")]
    [InlineData("Consent is needed for anyone under 18")]
    [InlineData("We need consent for under 18s.")]
    [InlineData("Volunteers must be aged 18 or over")]
    [InlineData("Volunteers: aged 18 or over.")]
    [InlineData("Children aged 8 and under must be supervised")]
    [InlineData("The programme lasts for 3 to 6 months.")]
    [InlineData("Siblings aged 5-8 years can play next door")]
    [InlineData("Bring siblings (under 5s)")]
    [InlineData("£1 for under 5s")]
    [InlineData("Free for under 5s")]
    [InlineData("Under 5s free")]
    [InlineData("Come back for your 9-12 month review")]
    [InlineData("We have met here for 2 to 3 years")]
    [InlineData("Not for under 3s")]
    [InlineData("Ask about our group for under 2s")]
    [InlineData("Please bring a towel for babies over 3 months")]
    [InlineData("We also run a group for under 1s")]
    [InlineData("There is a quiet corner for under 2s")]
    [InlineData("Free milk for under 5s")]
    [InlineData("Why not try our other session for 0-12 months?")]
    public void A_number_that_is_not_the_age_of_those_who_come_is_none(string description) => Assert.Null(AgesIn(description));

    [Theory]
    [InlineData("For children with a minimum age of 14", "14 years and over")]
    [InlineData("For children aged 10 and under", "Up to 10 years")]
    [InlineData("For babies up to the age of 1", "Up to 1 year")]
    [InlineData("Songs and rhymes for under 5s and their families.", "Under 5s")]
    [InlineData("Messy play for 0-5 years. Wear old clothes.", "0 to 5 years")]
    [InlineData("Free, no need to book, for 0-5 years", "0 to 5 years")]
    [InlineData("A friendly group, 0-5 years, with a drink and toast", "0 to 5 years")]
    [InlineData("Suitable for children aged 3-4 years", "3 to 4 years")]
    [InlineData("Come and play (18 months to 3 years)", "18 months to 3 years")]
    [InlineData("For young people aged 11 to 16.", "11 to 16 years")]
    [InlineData("All ages welcome!", "All ages")]
    [InlineData("Massage for babies from 6 weeks.", "6 weeks and over")]
    public void Words_around_a_number_make_it_an_age(string description, string expected) => Assert.Equal(expected, AgesIn(description));

    [Theory]
    [InlineData("Baby massage 0–6 months", "0 to 6 months")]
    [InlineData("Under 5s stay and play", "Under 5s")]
    [InlineData("Lego club (5-11 years)", "5 to 11 years")]
    [InlineData("6-8 week check clinic", null)]
    [InlineData("6 to 8 week programme", null)]
    public void A_name_tells_ages_where_they_can_be_nothing_else(string title, string? expected) =>
        Assert.Equal(expected, Assert.IsType<Accepted>(Read("Title,Day,Time,Place", $"{title},Monday,10-11am,Kingsway")).Session.Ages?.Text);

    [Theory]
    [InlineData("Drop in to our cafe afterwards", BookingKind.NotStated)]
    [InlineData("Visit our drop-in cafe", BookingKind.NotStated)]
    [InlineData("Ask about booking a parent course", BookingKind.NotStated)]
    [InlineData("Ask us how to book the hall", BookingKind.NotStated)]
    [InlineData("Please book your health review with the health visitor", BookingKind.NotStated)]
    [InlineData("Appointments with the health visitor afterwards", BookingKind.NotStated)]
    [InlineData("Room booking and parties", BookingKind.NotStated)]
    [InlineData("Just pop in to the library to see us", BookingKind.NotStated)]
    [InlineData("Drop in. All welcome.", BookingKind.DropIn)]
    [InlineData("This is a drop-in session", BookingKind.DropIn)]
    [InlineData("Drop in - no need to book", BookingKind.DropIn)]
    [InlineData("No booking needed", BookingKind.DropIn)]
    [InlineData("Please book a place at reception", BookingKind.Required)]
    [InlineData("Ring to book", BookingKind.Required)]
    [InlineData("Booking is essential", BookingKind.Required)]
    [InlineData("By appointment only", BookingKind.Required)]
    [InlineData("Advance booking recommended", BookingKind.Recommended)]
    [InlineData("Drop in or book", BookingKind.Recommended)]
    public void A_sentence_about_booking_something_else_says_nothing_about_the_session(string description, BookingKind expected) =>
        Assert.Equal(expected, Described(description).Session.Booking.Kind);

    private static string? AgesIn(string description) => Described(description).Session.Ages?.Text;

    private static Accepted Described(string description) =>
        Assert.IsType<Accepted>(Read("Title,Day,Time,Place,Description", $"Stay and play,Monday,10-11am,Kingsway,\"{description}\""));

    private static string When(string headings, string row) => Read($"Title,{headings},Place", $"Holiday camp,{row},Kingsway Family Hub") switch
    {
        Accepted good => $"{PlainEnglish.Say(good.Session.Schedule)}, {PlainEnglish.Say(good.Session.Start, good.Session.End)}",
        Rejected bad => string.Join(", ", bad.Rejects.Select(r => r.Rule)),
        var other => other.ToString(),
    };

    private static Interpretation Read(string headings, string row) =>
        Widnes.Interpreter().Interpret(Assert.Single(Given.Read($"{headings}\n{row}\n").Items));
}
