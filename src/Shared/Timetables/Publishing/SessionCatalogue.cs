using Azure.Data.Tables;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Timetables.Merging;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Publishing.Calendars;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Publishing;

/// <summary>All sessions of an authority, each event once.</summary>
public sealed class SessionCatalogue(HubStorage storage)
{
    /// <summary>
    /// The sessions to publish, ordered by id. A partner's session that stands in two of its files comes from the one that
    /// changed last; an event told by several partners comes from the first of them in partners.json and names the others.
    /// Null when there are more than <see cref="Authority.MostSessions"/>.
    /// </summary>
    public async Task<IReadOnlyList<PublishedSession>?> PublishedAsync(AuthoritySettings settings, CancellationToken cancellation)
    {
        var rank = settings.Partners.Select((p, i) => (p.Id, Rank: i)).ToDictionary(p => p.Id, p => p.Rank);
        var names = settings.Partners.ToDictionary(p => p.Id, p => p.Name);
        var newest = new Dictionary<string, (string Partner, StoredSession Row)>();
        var filter = $"({Names.PartitionsUnder(settings.Authority.Id + ".")}) and Active eq true";
        await foreach (var entity in storage.Sessions.QueryAsync<TableEntity>(filter, select: StoredSession.ComparedColumns, cancellationToken: cancellation))
        {
            var partner = entity.PartitionKey.Split('.')[1];
            var row = StoredSession.From(entity);
            if (rank.ContainsKey(partner)
                && (!newest.TryGetValue(row.Session.Id, out var known) || known.Row.ChangedAt < row.ChangedAt))
            {
                newest[row.Session.Id] = (partner, row);
            }

            if (newest.Count > settings.Authority.MostSessions)
            {
                return null;
            }
        }

        return
        [
            .. newest.Values.GroupBy(s => s.Row.Told.Link)
                .SelectMany(told => Publish([.. told.OrderBy(s => rank[s.Partner])], names))
                .OrderBy(s => s.Session.Id, StringComparer.Ordinal),
        ];
    }

    // The first partner's sessions stand, also two of them at the same time in two rooms; the others' are told of by name.
    private static IEnumerable<PublishedSession> Publish(List<(string Partner, StoredSession Row)> told, Dictionary<string, string> names)
    {
        var first = told[0].Partner;
        var others = told.Select(s => s.Partner).Where(p => p != first).Distinct().Select(p => names[p]).ToList();
        return told.Where(s => s.Partner == first).Select(s => new PublishedSession(
            s.Row.Session, first, names[first], EventSequence.At(Instant.FromDateTimeOffset(s.Row.ChangedAt)), Instant.FromDateTimeOffset(s.Row.ChangedAt), others));
    }
}
