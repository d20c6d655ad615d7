using NodaTime;

namespace HubAutomation.Shared.Timetables.Model;

/// <summary>
/// A session as it is published. By construction nothing here can hold a person or lead to one: the file and row it came
/// from stay in the hub's tables.
/// </summary>
/// <param name="Session">What families see.</param>
/// <param name="PartnerId">Who told it first.</param>
/// <param name="PartnerName">Their name as families know it.</param>
/// <param name="Sequence">Rises with each change of the session, whichever file it comes from (RFC 5545 §3.8.7.4).</param>
/// <param name="LastModified">When it last changed.</param>
/// <param name="LinkedPartners">Names of other partners that told the same event; usually empty.</param>
public sealed record PublishedSession(
    Session Session, string PartnerId, string PartnerName, int Sequence, Instant LastModified, IReadOnlyList<string> LinkedPartners);
