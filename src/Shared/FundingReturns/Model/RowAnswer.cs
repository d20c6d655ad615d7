namespace HubAutomation.Shared.FundingReturns.Model;

/// <summary>What somebody said of a row that is left out.</summary>
/// <param name="Month">In the return for which month: "May 2026".</param>
/// <param name="By">Id of the person.</param>
/// <param name="Text">What.</param>
public sealed record RowAnswer(string Month, string By, string Text);
