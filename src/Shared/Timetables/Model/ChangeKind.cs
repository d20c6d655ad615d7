namespace HubAutomation.Shared.Timetables.Model;

/// <summary>What a version of a partner's file did to a session.</summary>
public enum ChangeKind
{
    /// <summary>It is new, or back after having been withdrawn.</summary>
    Added,

    /// <summary>Something about it is different.</summary>
    Changed,

    /// <summary>The partner's newest file no longer has it.</summary>
    Withdrawn,
}
