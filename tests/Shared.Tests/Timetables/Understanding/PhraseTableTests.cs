namespace HubAutomation.Shared.Tests.Timetables.Understanding;

/// <summary>Every phrase of the tables means what the table says; the test's name shows the phrase.</summary>
public class PhraseTableTests
{
    public static TheoryData<string, string> Times => PhraseTable.Load("times");

    public static TheoryData<string, string> Days => PhraseTable.Load("days");

    public static TheoryData<string, string> Dates => PhraseTable.Load("dates");

    public static TheoryData<string, string> Ages => PhraseTable.Load("ages");

    public static TheoryData<string, string> Booking => PhraseTable.Load("booking");

    public static TheoryData<string, string> Costs => PhraseTable.Load("costs");

    public static TheoryData<string, string> Venues => PhraseTable.Load("venues");

    public static TheoryData<string, string> Cells => PhraseTable.Load("cells");

    [Theory]
    [MemberData(nameof(Times))]
    public void A_time_column_is_understood(string phrase, string expected) => Assert.Equal(expected, Canonical.Of("time", phrase));

    [Theory]
    [MemberData(nameof(Days))]
    public void A_day_column_is_understood(string phrase, string expected) => Assert.Equal(expected, Canonical.Of("day", phrase));

    [Theory]
    [MemberData(nameof(Dates))]
    public void A_dates_column_is_understood(string phrase, string expected) => Assert.Equal(expected, Canonical.Of("dates", phrase));

    [Theory]
    [MemberData(nameof(Ages))]
    public void An_ages_column_is_understood(string phrase, string expected) => Assert.Equal(expected, Canonical.Of("ages", phrase));

    [Theory]
    [MemberData(nameof(Booking))]
    public void A_booking_column_is_understood(string phrase, string expected) => Assert.Equal(expected, Canonical.Of("booking", phrase));

    [Theory]
    [MemberData(nameof(Costs))]
    public void A_cost_column_is_understood(string phrase, string expected) => Assert.Equal(expected, Canonical.Of("cost", phrase));

    [Theory]
    [MemberData(nameof(Venues))]
    public void A_venue_column_is_understood(string phrase, string expected) => Assert.Equal(expected, Canonical.Of("venue", phrase));

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_grid_cell_is_sorted_into_fields(string phrase, string expected) => Assert.Equal(expected, Canonical.Of("cell", phrase.Replace("\\n", "\n", StringComparison.Ordinal)));

    [Fact]
    public void The_tables_hold_at_least_450_different_phrases()
    {
        var all = PhraseTable.All().ToList();

        Assert.Equal(all.Count, all.Select(r => (r.Kind, r.Phrase)).Distinct().Count());
        Assert.True(all.Count >= 450, $"{all.Count} phrases");
    }

    [Fact]
    public void Every_suggestion_is_itself_understood()
    {
        var suggestions = PhraseTable.All().Where(r => r.Expected.Contains('→')).Select(r => (r.Kind, Suggestion: r.Expected[(r.Expected.IndexOf('→') + 2)..])).ToList();

        Assert.NotEmpty(suggestions);
        Assert.All(suggestions, s => Assert.DoesNotContain("not-understood", Canonical.Of(s.Kind, s.Suggestion)));
    }
}
