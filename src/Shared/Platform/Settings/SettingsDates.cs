using System.Globalization;
using NodaTime;

namespace HubAutomation.Shared.Platform.Settings;

/// <summary>The dates that settings may have.</summary>
internal static class SettingsDates
{
    /// <summary>The years in which dates may be.</summary>
    public const int FirstYear = 2000;

    /// <inheritdoc cref="FirstYear"/>
    public const int LastYear = 2099;

    /// <summary>What is said of others.</summary>
    public static readonly string OutOfReach = string.Create(CultureInfo.InvariantCulture, $"must be a date from {FirstYear} to {LastYear}.");

    /// <summary>Whether a date is one that settings may have.</summary>
    public static bool IsInReach(LocalDate date) => date.Year is >= FirstYear and <= LastYear;
}
