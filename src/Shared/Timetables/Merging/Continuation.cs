using HubAutomation.Shared.Timetables.Intake;
using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.Shared.Timetables.Merging;

/// <summary>
/// Finds the activities that a new version of a file goes on with. A session's id comes from its start, its room and its days, too, so that
/// one that begins a quarter of an hour later has another one. It is the same activity all the same: families who subscribed see it move,
/// and nothing is lost. And a row that was given back still stands for its activity, as the version before had it.
/// </summary>
internal static class Continuation
{
    /// <summary>Files with more sessions than this are not looked at: no partner writes them by hand.</summary>
    public const int MostSessions = TimetableIntake.SliceSize;

    // From what leaves no doubt to what leaves some. In each round only what is left on both sides is looked at.
    private static readonly Func<Session, object>[] Rounds =
    [
        s => (Text(s.Title), s.PlaceId, Text(s.Room), Days(s), s.Start),
        s => (Text(s.Title), s.PlaceId, Text(s.Room), Days(s)),
        s => (Text(s.Title), s.PlaceId, Days(s)),
        s => (Text(s.Title), s.PlaceId, s.Start),
        s => (Text(s.Title), s.PlaceId),
    ];

    // A whole list that moves to another place, or calls all of its activities otherwise: each of these holds for all that is left, or for none.
    private static readonly Func<Session, object>[] WholeLists =
    [
        s => (Text(s.Title), Days(s), s.Start),
        s => (s.PlaceId, Text(s.Room), Days(s), s.Start),
        s => Text(s.Title),
        s => (Days(s), s.Start),
    ];

    // One activity that stands where another stood may be another one.
    private const int FewestOfAList = 3;

    /// <summary>The staged sessions, those that go on with a standing one under its id; ordered by id.</summary>
    /// <param name="staged">What the new version has.</param>
    /// <param name="standing">What families see of the version before.</param>
    public static IReadOnlyList<SessionInFile> Of(IReadOnlyList<SessionInFile> staged, IReadOnlyList<Session> standing)
    {
        if (staged.Count > MostSessions || standing.Count > MostSessions)
            return staged;
        var (stagedIds, standingIds) = (staged.Select(s => s.Session.Id).ToHashSet(), standing.Select(s => s.Id).ToHashSet());
        var fresh = staged.Where(s => !standingIds.Contains(s.Session.Id)).Select(s => s.Session).ToList();
        var gone = standing.Where(s => !stagedIds.Contains(s.Id)).ToList();
        var ids = new Dictionary<string, string>();
        foreach (var round in Rounds)
            Pair(fresh, gone, round, ids);
        if (fresh.Count >= FewestOfAList && fresh.Count == gone.Count && Array.Find(WholeLists, key => HoldsForAll(fresh, gone, key)) is { } whole)
            Pair(fresh, gone, whole, ids);
        return ids.Count == 0 ? staged : [.. staged
            .Select(s => ids.TryGetValue(s.Session.Id, out var id) ? s with { Session = s.Session with { Id = id } } : s)
            .OrderBy(s => s.Session.Id, StringComparer.Ordinal)];
    }

    /// <summary>Those of the sessions that a new version lacks whose row it has and that was given back.</summary>
    /// <param name="gone">The sessions that it lacks.</param>
    /// <param name="givenBack">What the rows that were given back call their activities.</param>
    public static IReadOnlySet<string> KeptFor(IEnumerable<Session> gone, IReadOnlyList<string> givenBack)
    {
        var titles = givenBack.Select(Text).ToHashSet(StringComparer.Ordinal);
        return titles.Count == 0 ? new HashSet<string>() : gone.Where(s => titles.Contains(Text(Understanding.Phrases.Misunderstanding.Quoted(s.Title)))).Select(s => s.Id).ToHashSet();
    }

    private static bool HoldsForAll(List<Session> fresh, List<Session> gone, Func<Session, object> key)
    {
        var (news, olds) = (fresh.Select(key).ToHashSet(), gone.Select(key).ToHashSet());
        return news.Count == fresh.Count && olds.Count == gone.Count && news.SetEquals(olds);
    }

    // As many on either side, in the order of their days and starts; where the numbers differ, nobody can say which is which.
    private static void Pair(List<Session> fresh, List<Session> gone, Func<Session, object> key, Dictionary<string, string> ids)
    {
        var left = gone.ToLookup(key);
        var paired = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in fresh.GroupBy(key))
        {
            var (news, olds) = (InOrder(group), InOrder(left[group.Key]));
            if (news.Count != olds.Count)
                continue;
            for (var i = 0; i < news.Count; i++)
            {
                ids[news[i].Id] = olds[i].Id;
                paired.Add(news[i].Id);
                paired.Add(olds[i].Id);
            }
        }

        fresh.RemoveAll(s => paired.Contains(s.Id));
        gone.RemoveAll(s => paired.Contains(s.Id));
    }

    private static List<Session> InOrder(IEnumerable<Session> sessions) => [.. sessions.OrderBy(s => Days(s), StringComparer.Ordinal).ThenBy(s => s.Start).ThenBy(s => s.Id, StringComparer.Ordinal)];

    private static string Days(Session session) => session.Schedule.Kind == ScheduleKind.Dates
        ? string.Join('+', session.Schedule.Dates.Select(d => (int)d.DayOfWeek).Distinct().Order())
        : string.Join('+', session.Schedule.Days.Select(d => (int)d)) + "/" + string.Join('+', session.Schedule.WeeksOfMonth);

    private static string Text(string? text) => string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();
}
