using System.Text.RegularExpressions;
using HubAutomation.Shared.Platform.Text;

namespace HubAutomation.Shared.Timetables.Understanding.Phrases.BookingAndCost;

/// <summary>Finds the web address to book at. One that holds a person's number or e-mail address is not kept.</summary>
internal static partial class BookingAddress
{
    private const int MaxLength = 500;

    /// <summary>
    /// The first web address of a text, always as https, or null; <paramref name="rest"/> is the text without any address.
    /// </summary>
    public static string? FindIn(string text, out string rest)
    {
        rest = text;
        if (!text.Contains("://", StringComparison.Ordinal) && !text.Contains("www.", StringComparison.OrdinalIgnoreCase))
            return null;
        var match = Address().Match(text);
        if (!match.Success)
            return null;
        rest = Address().Replace(text, " ");
        return Checked(match.Value.TrimEnd('.', ',', ';', ')', ']', '!', '"', '\'', '*', '>', ':'));
    }

    private static string? Checked(string written)
    {
        var scheme = written.IndexOf("://", StringComparison.Ordinal);
        var address = $"https://{(scheme < 0 ? written : written[(scheme + 3)..])}";
        if (address.Length > MaxLength || !Uri.TryCreate(address, UriKind.Absolute, out var uri))
            return null;
        var isPublic = uri.UserInfo.Length == 0 && uri.HostNameType == UriHostNameType.Dns && uri.Host.Contains('.', StringComparison.Ordinal);
        return isPublic && uri.Host is not ("wa.me" or "api.whatsapp.com") && !ContactDetails.Holds(Uri.UnescapeDataString(address)) ? uri.AbsoluteUri : null;
    }

    [GeneratedRegex(@"(?:https?://|www\.)[^\s<>""]{3,600}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Address();
}
