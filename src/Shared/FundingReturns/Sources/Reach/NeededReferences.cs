using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Sources.Reading;
using HubAutomation.Shared.Reach;

namespace HubAutomation.Shared.FundingReturns.Sources.Reach;

/// <summary>National files that figures of reach need.</summary>
internal static class NeededReferences
{
    /// <summary>Whether there is a file of a kind; when there is none, a finding says so.</summary>
    public static bool Has(this IReadOnlyList<ReadyReference> ready, ReferenceKind kind, SourceNotes notes)
    {
        if (ready.Of(kind) is not null)
            return true;
        notes.Add(new Finding(
            Severity.Warning, "reference-missing", null, kind.Id,
            $"The {kind.Title} has never been taken in, so that what needs it is left out of the figures of reach. Upload it into the container reference; docs/reach.md says where it is published.",
            Finding.DataTeam));
        return false;
    }
}
