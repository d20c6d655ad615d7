using HubAutomation.Shared.Platform.Settings;

namespace HubAutomation.Shared.FundingReturns.Model;

/// <summary>The council as it is today, and its strands and measures as they stood at the end of the month that is returned.</summary>
/// <param name="Council">Today's settings: people, addresses, working days.</param>
/// <param name="Returns">Strands and measures of that time, with the people of today.</param>
public sealed record ReturnFrame(AuthoritySettings Council, ReturnSettings Returns);
