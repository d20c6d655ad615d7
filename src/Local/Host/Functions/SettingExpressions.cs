using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace HubAutomation.Local.Host.Functions;

/// <summary>Replaces %Name% in schedules, paths and routes by the setting of that name.</summary>
internal static partial class SettingExpressions
{
    /// <exception cref="FormatException">A setting is missing; the message names it.</exception>
    public static string Resolve(string text, IConfiguration settings) => Expression().Replace(text, match =>
        settings[match.Groups["name"].Value]
            ?? throw new FormatException($"the setting '{match.Groups["name"].Value}' in '{text}' is missing"));

    [GeneratedRegex("%(?<name>[^%]+)%")]
    private static partial Regex Expression();
}
