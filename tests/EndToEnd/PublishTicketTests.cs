using HubAutomation.Shared.Timetables.Published;

namespace HubAutomation.EndToEnd;

/// <summary>Who has merged something is owed a publication that began after it.</summary>
public sealed class PublishTicketTests(OneTimetable timetable) : IClassFixture<OneTimetable>
{
    private const string Authority = "elsewhere";
    private readonly PublishTickets tickets = timetable.Hub.Service<PublishTickets>();

    [Fact]
    public async Task Those_who_ask_together_share_numbers_that_are_later_than_all_before_and_earlier_than_all_after()
    {
        var before = await tickets.TakeAsync(Authority, default);

        var together = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => tickets.TakeAsync(Authority, default)));

        var after = await tickets.TakeAsync(Authority, default);
        Assert.All(together, ticket => Assert.InRange(ticket, before + 1, after - 1));
        Assert.True(together.Distinct().Count() < together.Length);
        Assert.Equal(after, await tickets.LastAsync(Authority, default));
    }
}
