using HubAutomation.Shared.Tests.Timetables.Publishing;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Words;
using NodaTime;

namespace HubAutomation.Shared.Tests.Timetables.Words;

public class SessionWordsTests
{
    [Theory]
    [InlineData("09:30", "11:00", "9:30am to 11am")]
    [InlineData("12:00", "13:05", "midday to 1:05pm")]
    [InlineData("22:00", "00:00", "10pm to midnight")]
    [InlineData("00:15", "12:30", "12:15am to 12:30pm")]
    [InlineData("18:00", null, "from 6pm")]
    public void Times_are_written_as_the_GOV_UK_style_guide_does(string start, string? end, string words)
    {
        Assert.Equal(words, SessionWords.Time(Widnes.Session("a", "a", SessionSchedule.Weekly(IsoDayOfWeek.Monday), start, end)));
    }

    [Fact]
    public void When_says_days_times_and_term_time()
    {
        var session = Widnes.Session("a", "a", SessionSchedule.Weekly(IsoDayOfWeek.Wednesday, IsoDayOfWeek.Monday) with { TermTimeOnly = true }, "09:30", "11:00");
        Assert.Equal("Mondays and Wednesdays, 9:30am to 11am, term time only", SessionWords.When(session));
    }

    [Fact]
    public void Days_are_told_as_their_pattern()
    {
        Assert.Equal("every other Monday", SessionWords.Days(SessionSchedule.Weekly(IsoDayOfWeek.Monday) with { EveryWeeks = 2 }));
        Assert.Equal("every 3 weeks on Monday and Friday", SessionWords.Days(SessionSchedule.Weekly(IsoDayOfWeek.Monday, IsoDayOfWeek.Friday) with { EveryWeeks = 3 }));
        Assert.Equal("first and last Tuesday of the month", SessionWords.Days(SessionSchedule.Monthly([1, -1], IsoDayOfWeek.Tuesday)));
        Assert.Equal("14, 21 and 28 September, 5 October", SessionWords.Days(SessionSchedule.On([new(2026, 9, 14), new(2026, 9, 21), new(2026, 9, 28), new(2026, 10, 5)])));
    }

    [Fact]
    public void Where_says_the_place_and_the_room()
    {
        var session = Widnes.Session("a", "a", SessionSchedule.Weekly(IsoDayOfWeek.Monday), "09:30");
        Assert.Equal("Kingsway Family Hub", SessionWords.Where(session, Widnes.Kingsway));
        Assert.Equal("Kingsway Family Hub, Sensory Room", SessionWords.Where(session with { Room = "Sensory Room" }, Widnes.Kingsway));
    }

    [Fact]
    public void When_says_everything_that_a_partner_has_said()
    {
        var tuesdays = SessionSchedule.Weekly(IsoDayOfWeek.Tuesday) with { From = new(2026, 9, 8), Until = new(2026, 12, 15), Except = [new(2026, 10, 27)], TermTimeOnly = true };
        string Said(SessionSchedule schedule) => SessionWords.When(Widnes.Session("a", "a", schedule, "09:30", "11:00"));

        Assert.Equal("Tuesdays, 9:30am to 11am, from 8 September to 15 December 2026, not on 27 October 2026, term time only", Said(tuesdays));
        Assert.Equal("Tuesdays, 9:30am to 11am, from 8 September 2026 to 23 March 2027", Said(SessionSchedule.Weekly(IsoDayOfWeek.Tuesday) with { From = new(2026, 9, 8), Until = new(2027, 3, 23) }));
        Assert.Equal("Tuesdays, 9:30am to 11am, from 8 September 2026", Said(SessionSchedule.Weekly(IsoDayOfWeek.Tuesday) with { From = new(2026, 9, 8) }));
        Assert.Equal("Tuesdays, 9:30am to 11am, until 15 December 2026", Said(SessionSchedule.Weekly(IsoDayOfWeek.Tuesday) with { Until = new(2026, 12, 15) }));
        Assert.Equal("14 and 21 September 2026, 9:30am to 11am", Said(SessionSchedule.On([new(2026, 9, 14), new(2026, 9, 21)])));
        Assert.Equal("14 December 2026, 11 January 2027, 9:30am to 11am", Said(SessionSchedule.On([new(2026, 12, 14), new(2027, 1, 11)])));
    }
}
