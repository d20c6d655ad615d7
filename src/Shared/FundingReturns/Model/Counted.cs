using System.Globalization;

namespace HubAutomation.Shared.FundingReturns.Model;

/// <summary>How many of something, in words.</summary>
internal static class Counted
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>"1,234 rows", "1 row", "3 people".</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">What one of them is called.</param>
    /// <param name="many">What several are called; null for an s at the end.</param>
    public static string Of(long count, string one, string? many = null) =>
        string.Create(English, $"{count:N0} {(count == 1 ? one : many ?? one + "s")}");
}
