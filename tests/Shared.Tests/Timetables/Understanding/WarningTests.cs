using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Reading.Rows;
using HubAutomation.Shared.Timetables.Understanding;

namespace HubAutomation.Shared.Tests.Timetables.Understanding;

/// <summary>What is noticed and does not stop a row.</summary>
public class WarningTests
{
    [Theory]
    [InlineData("Monday", "6-8pm", "6pm to 8pm lies outside the opening hours of Kingsway Family Hub on Mondays, 8:30am to 5pm.")]
    [InlineData("Saturday", "10-11am", "Kingsway Family Hub is closed on Saturdays.")]
    public void A_session_outside_opening_hours_is_noticed(string day, string time, string sentence)
    {
        var warning = Assert.Single(Warnings((TimetableField.Title, "Peep"), (TimetableField.Day, day), (TimetableField.Time, time)));

        Assert.Equal(("outside-opening-hours", sentence), (warning.Rule, warning.Sentence));
    }

    [Fact]
    public void A_listed_date_on_a_bank_holiday_is_noticed()
    {
        var warning = Assert.Single(Warnings((TimetableField.Title, "Peep"), (TimetableField.Dates, "28 Dec"), (TimetableField.Time, "10-11am")));

        Assert.Equal(("on-bank-holiday", "Monday 28 December 2026 is a bank holiday (Boxing Day (substitute day))."), (warning.Rule, warning.Sentence));
    }

    [Fact]
    public void A_session_whose_dates_have_all_passed_is_noticed()
    {
        var warning = Assert.Single(Warnings((TimetableField.Title, "Peep"), (TimetableField.Dates, "4 May 2026, 11 May 2026"), (TimetableField.Time, "10-11am")), w => w.Rule == "dates-passed");

        Assert.Equal(("Peep", "All its dates have passed, so that families do not see it. Is the year right?"), (warning.Activity, warning.Sentence));
    }

    [Fact]
    public void A_session_that_starts_after_the_last_season_is_noticed()
    {
        var warning = Assert.Single(Warnings((TimetableField.Title, "Peep"), (TimetableField.Day, "Mondays from 19 April 2027"), (TimetableField.Time, "10-11am")));

        Assert.Equal("after-season-end", warning.Rule);
    }

    [Fact]
    public void Reversed_ages_are_swapped_and_noticed()
    {
        var warning = Assert.Single(Warnings((TimetableField.Title, "Peep"), (TimetableField.Day, "Monday"), (TimetableField.Time, "10-11am"), (TimetableField.Ages, "5-2 years")));

        Assert.Equal(("ages-reversed", "\"5-2 years\" names the older age first; we read it the other way round."), (warning.Rule, warning.Sentence));
    }

    [Theory]
    [InlineData("A friendly group. Call Sarah on 07700 900123 for details.", "A friendly group.")]
    [InlineData("A friendly group. To book email jo.smith@example.org", "A friendly group.")]
    [InlineData("A friendly group. Contact: Jane Smith", "A friendly group.")]
    [InlineData("A friendly group. Session leader – Jo Bloggs", "A friendly group.")]
    [InlineData("Songs and rhymes. Please contact Julie to book a place. Bring a towel.", "Songs and rhymes. Bring a towel.")]
    [InlineData("Songs and rhymes\nTel: 01928 123 456\nBring a towel", "Songs and rhymes Bring a towel")]
    [InlineData("Songs (+44 7700 900 123) and rhymes", "Songs and rhymes")]
    [InlineData("Booking essential. Questions to infantfeeding@example.org or 01632 960114.", "Booking essential.")]
    [InlineData("Booking essential. infantfeeding@example.org or 01632 960114.", "Booking essential.")]
    [InlineData("Bring a towel, further details from jo@example.org", "Bring a towel")]
    [InlineData("Free for all – enquiries: 01632 960114. Bring a towel.", "Free for all. Bring a towel.")]
    [InlineData("Bring a mat. Julie 07700 900123", "Bring a mat.")]
    [InlineData("Bring a mat. 07700 900123 (Julie)", "Bring a mat.")]
    [InlineData("Bring a mat. julie 07700 900123", "Bring a mat.")]
    [InlineData("Bring a mat. Julie Smith, 07700 900123", "Bring a mat.")]
    [InlineData("Bring a mat. Julie & Sam: 07700 900123", "Bring a mat.")]
    [InlineData("All are welcome, Julie 07700 900123", "All are welcome")]
    [InlineData("All are welcome Julie O’Neill jo@example.org", "All are welcome")]
    [InlineData("All are welcome 07700 900123 Julie.", "All are welcome.")]
    public void Contact_details_are_taken_out_of_descriptions(string description, string expected)
    {
        var accepted = Accept((TimetableField.Title, "Peep"), (TimetableField.Day, "Monday"), (TimetableField.Time, "10-11am"), (TimetableField.Description, description));

        Assert.Equal(expected, accepted.Session.Description);
        Assert.Equal("contact-details-removed", Assert.Single(accepted.Warnings).Rule);
    }

    [Fact]
    public void What_is_left_beside_a_number_is_shown_to_the_partner_who_can_see_a_name_in_it()
    {
        var warning = Assert.Single(Warnings(
            (TimetableField.Title, "Peep"), (TimetableField.Day, "Monday"), (TimetableField.Time, "10-11am"),
            (TimetableField.Description, "Julie (07700 900123) runs the group. Bring a mat.")));

        Assert.Equal(
            "Contact details were taken out: telephone numbers, e-mail addresses, and names that we saw beside them. Families see: “Julie runs the group. Bring a mat.”. If that still names a person, take the name out of your file.",
            warning.Sentence);
    }

    [Fact]
    public void A_room_that_is_nearly_one_of_the_list_costs_nothing_but_a_question()
    {
        var row = Accept(
            (TimetableField.Title, "Peep"), (TimetableField.Day, "Monday"), (TimetableField.Time, "10-11am"), (TimetableField.Room, "Sensry Room"));

        Assert.Equal("Sensry Room", row.Session.Room);
        Assert.Equal("room-not-known", Assert.Single(row.Warnings).Rule);
        Assert.StartsWith("Kingsway Family Hub has no room \"Sensry Room\" on our list, so it is shown as you wrote it. Did you mean \"Sensory Room\"?", row.Warnings[0].Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Call in for a cuppa on 14.09.2026 or 21.09.2026, 9.30-11.00")]
    [InlineData("Bring a towel & a text you love. Lead by your child's interests.")]
    [InlineData("For 0–5 year olds, 1001 days programme, WA8 7ZX")]
    public void Dates_times_and_plain_words_are_no_contact_details(string description)
    {
        var accepted = Accept((TimetableField.Title, "Peep"), (TimetableField.Day, "Monday"), (TimetableField.Time, "10-11am"), (TimetableField.Description, description));

        Assert.Equal(description, accepted.Session.Description);
        Assert.DoesNotContain(accepted.Warnings, w => w.Rule == "contact-details-removed");
    }

    [Theory]
    [InlineData("Bring a towel. Write to sue.smith (at) x dot org", "Bring a towel.")]
    [InlineData("Bring a towel. O7700 900123 Sue", "Bring a towel.")]
    [InlineData("With Sue Smith, 07700 900123, bring a towel", "bring a towel")]
    public void Numbers_and_addresses_in_disguise_are_taken_out_without_loose_ends(string description, string expected) => Assert.Equal(
        expected, Accept((TimetableField.Title, "Peep"), (TimetableField.Day, "Monday"), (TimetableField.Time, "10-11am"), (TimetableField.Description, description)).Session.Description);

    [Fact]
    public void Markup_is_taken_out_and_long_descriptions_are_cut_at_a_word()
    {
        var accepted = Accept(
            (TimetableField.Title, "<b>Stay &amp; play</b>"), (TimetableField.Day, "Monday"), (TimetableField.Time, "10-11am"),
            (TimetableField.Description, "<p>Sing,<br>play</p> " + string.Concat(Enumerable.Repeat("and play ", 200))));

        Assert.Equal("Stay & play", accepted.Session.Title);
        Assert.StartsWith("Sing, play and play", accepted.Session.Description, StringComparison.Ordinal);
        Assert.EndsWith(" and…", accepted.Session.Description, StringComparison.Ordinal);
        Assert.InRange(accepted.Session.Description!.Length, 980, 1000);
    }

    [Theory]
    [InlineData("", "title-missing")]
    [InlineData("---", "title-missing")]
    [InlineData("CANCELLED: Peep", "cancelled")]
    public void A_row_without_a_usable_title_is_rejected(string title, string rule)
    {
        var row = Widnes.Row((TimetableField.Title, title), (TimetableField.Day, "Monday"), (TimetableField.Time, "10-11am"), (TimetableField.Venue, "Ditton"));

        Assert.Equal(rule, Assert.Single(Assert.IsType<Rejected>(Widnes.Interpreter().Interpret(row)).Rejects).Rule);
    }

    [Fact]
    public void A_title_longer_than_120_characters_is_rejected()
    {
        var row = Widnes.Row((TimetableField.Title, new string('a', 121)), (TimetableField.Day, "Monday"), (TimetableField.Time, "10-11am"), (TimetableField.Venue, "Ditton"));

        Assert.Equal("title-too-long", Assert.Single(Assert.IsType<Rejected>(Widnes.Interpreter().Interpret(row)).Rejects).Rule);
    }

    private static IReadOnlyList<Warning> Warnings(params (TimetableField, string)[] cells) => Accept(cells).Warnings;

    private static Accepted Accept(params (TimetableField, string)[] cells) =>
        Assert.IsType<Accepted>(Widnes.Interpreter().Interpret(Widnes.Row([.. cells, (TimetableField.Venue, "Kingsway")])));
}
