namespace HubAutomation.Shared.FundingReturns.Model;

/// <summary>Something of a return that waits for somebody.</summary>
/// <param name="Return">The return.</param>
/// <param name="What"><see cref="Figures"/> or <see cref="Approval"/>.</param>
/// <param name="Until">When it is due, UTC.</param>
public sealed record WaitingItem(ReturnRef Return, string What, DateTimeOffset Until)
{
    /// <summary>Figures of strands that a lead has still to send.</summary>
    public const string Figures = "figures";

    /// <summary>A return that a manager has still to decide about.</summary>
    public const string Approval = "approval";
}
