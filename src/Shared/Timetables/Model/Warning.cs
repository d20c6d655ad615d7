namespace HubAutomation.Shared.Timetables.Model;

/// <summary>Something worth a look that does not stop a row.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Rule">A stable code: "room-double-booked", "outside-opening-hours", "on-bank-holiday", "after-season-end", "ages-reversed", "contact-details-removed".</param>
/// <param name="Sentence">What was noticed.</param>
public sealed record Warning(RowPlace Place, string Rule, string Sentence)
{
    /// <summary>What the partner calls the activity; null when it is not about one.</summary>
    public string? Activity { get; init; }
}
