using System.Globalization;
using System.Text.RegularExpressions;

namespace HubAutomation.Local.Sandbox.Graph;

/// <summary>How far somebody has followed a list.</summary>
/// <param name="Epoch">The history that the numbers are of.</param>
/// <param name="Since">The number that was seen; 0 for none.</param>
/// <param name="UpTo">The number that this round goes up to; 0 when it has not begun.</param>
/// <param name="LastId">The last item of the page before.</param>
internal sealed partial record DeltaToken(string Epoch, long Since, long UpTo, int LastId)
{
    /// <summary>Reads a token; null when it is none.</summary>
    public static DeltaToken? Parse(string text)
    {
        if (Form().Match(text) is not { Success: true } match)
        {
            return null;
        }

        long Number(int group) => long.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        return new DeltaToken(match.Groups[1].Value, Number(2), Number(3), (int)Number(4));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch}-{Since}-{UpTo}-{LastId}");

    [GeneratedRegex(@"^([0-9a-f]{8})-(\d{1,9})-(\d{1,9})-(\d{1,9})$")]
    private static partial Regex Form();
}
