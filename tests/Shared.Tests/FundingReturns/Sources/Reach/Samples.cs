using HubAutomation.Testing.Browser;

namespace HubAutomation.Shared.Tests.FundingReturns.Sources.Reach;

/// <summary>Where the samples are.</summary>
internal static class Samples
{
    public static string Folder { get; } = Path.Combine(OutsideTools.Repository, "samples");

    public static string ReferenceFolder { get; } = Path.Combine(Folder, "reference");

    public static string Reference(string name) => Path.Combine(ReferenceFolder, name);

    public static string Figures(string authority) => Path.Combine(Folder, "figures", authority);
}
