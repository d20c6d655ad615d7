namespace HubAutomation.Shared.FundingReturns.Model;

/// <summary>How the opening of a return, of a month or a longer period, ended.</summary>
/// <param name="Refusal">Why it cannot be made; null when it can.</param>
/// <param name="Sources">How many sources are to be read.</param>
public sealed record ReturnOpening(string? Refusal, int Sources);
