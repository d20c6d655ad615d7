using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace HubAutomation.Shared.Platform.Text;

/// <summary>
/// Finds telephone numbers in a text, however their digits are parted: those of the UK of 10 or 11 digits from 0, or of 10 from 7 as a spreadsheet leaves
/// them, and those of any country after + or 00. What a date, a time of day or a decimal is made of is no part of one.
/// </summary>
internal static partial class TelephoneNumbers
{
    private const int LongestGap = 4;
    private const int LongestPlainGap = 2;
    private const int MostDigits = 15;

    // With these between them any groups of digits are one number; with other signs they are where none is as short as in dates, times and lists.
    private static readonly SearchValues<char> PlainGaps = SearchValues.Create(" \n()-");

    // What begins another number: an amount, a share, a query in the address of a page.
    private const string Ends = "£$€%&?#\"<>@!";

    /// <summary>Where the numbers stand, in their order.</summary>
    /// <param name="text">A text as it is read.</param>
    public static IReadOnlyList<(int Start, int End)> In(string text)
    {
        var groups = Groups().Matches(text).ToList();
        if (groups.Sum(group => group.Length) < 10)
            return [];
        var (found, others) = (new List<(int, int)>(), Others().Matches(text).ToList());
        for (var first = 0; first < groups.Count; first++)
        {
            if (LastOf(text, groups, first, others) is not { } last)
                continue;
            found.Add(Whole(text, groups[first].Index, End(groups[last])));
            first = last;
        }

        return found;
    }

    /// <summary>Each number, with the bracket in which its area code stands, by something else.</summary>
    public static string Replace(string text, string with)
    {
        var (result, from) = (new StringBuilder(text.Length), 0);
        foreach (var (start, end) in In(text))
        {
            result.Append(text, from, start - from).Append(with);
            from = end;
        }

        return result.Append(text, from, text.Length - from).ToString();
    }

    /// <summary>The last group of digits of the number that begins with a group; null where none begins.</summary>
    private static int? LastOf(string text, List<Match> groups, int first, List<Match> others)
    {
        var start = groups[first].Index;
        var (digits, last, isPlain) = (new StringBuilder(), (int?)null, true);
        if (IsInside(text, start))
            return null;
        for (var i = first; i < groups.Count && digits.Length + groups[i].Length <= MostDigits; i++)
        {
            if (i > first)
            {
                var gap = text.AsSpan(End(groups[i - 1])..groups[i].Index);
                if (gap.Length > LongestGap || IsEnd(gap))
                    break;
                isPlain &= gap.Length <= LongestPlainGap && !gap.ContainsAnyExcept(PlainGaps);
            }

            if (others.Exists(other => other.Index <= groups[i].Index && End(other) >= End(groups[i]) && !(isPlain && other.Groups["range"].Success)))
                break;
            digits.Append(groups[i].Value.Replace('O', '0').Replace('o', '0'));
            if (IsNumber(text, start, digits.ToString(), groups.GetRange(first, i - first + 1), isPlain))
                last = i;
        }

        return last;
    }

    private static bool IsNumber(string text, int start, string digits, List<Match> groups, bool isPlain)
    {
        var before = text.AsSpan(0, start).TrimEnd(" (");
        if (before is [.., '+'] && (before.Length == 1 || !char.IsLetterOrDigit(before[^2])))
            return IsAbroad(digits);
        if (!isPlain && !HasLongGroups(groups))
            return false;
        return digits switch
        {
            ['0', '0', not '0', ..] => IsAbroad(digits[2..]),
            ['0', not '0', ..] => digits.Length is 10 or 11 && (char.IsAsciiDigit(text[start]) || digits[1] is '1' or '2' or '3' or '7'),
            ['4', '4', ..] => !IsOfAnAddress(text, start) && IsAbroad(digits),
            ['7', ..] => digits.Length == 10 && groups[0].Length >= 4 && groups.TrueForAll(group => group.Length >= 3) && !IsOfAnAddress(text, start) && !(start > 0 && text[start - 1] is '£' or '#' or ',' or '.'),
            _ => false,
        };
    }

    // After 44 nine or ten digits, with the 0 in brackets or without it.
    private static bool IsAbroad(string digits) => digits switch
    {
        ['4', '4', '0', ..] => digits.Length is 12 or 13,
        ['4', '4', ..] => digits.Length is 11 or 12,
        _ => digits is [not '0', ..] && digits.Length is >= 9 and <= MostDigits,
    };

    // 07.700.900.123 and 077.00.90.01.23, but neither 05/01, 12/01, 19/01 nor 0, 1, 2, 3.
    private static bool HasLongGroups(List<Match> groups) =>
        groups.TrueForAll(group => group.Length >= 2) && (groups[0].Length >= 3 || groups.Skip(1).All(group => group.Length >= 3));

    // "12.", "12:" and "12/" belong to a decimal, a time and a date.
    private static bool IsInside(string text, int start) =>
        start >= 2 && text[start - 1] is '.' or ':' or '/' && char.IsAsciiDigit(text[start - 2]) && !(start >= 4 && char.IsAsciiDigit(text[start - 3]) && char.IsLetterOrDigit(text[start - 4]));

    private static bool IsOfAnAddress(string text, int start) => start > 0 && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or '/' or '=' or '-');

    private static bool IsEnd(ReadOnlySpan<char> gap)
    {
        foreach (var c in gap)
        {
            if (char.IsLetterOrDigit(c) || Ends.Contains(c, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static (int Start, int End) Whole(string text, int start, int end)
    {
        var from = text.AsSpan(0, start).TrimEnd(" (") is [.., '+'] before ? before.Length - 1 : start;
        if (from > 0 && text[from - 1] == '(' && text.AsSpan(from..end).Count(')') > text.AsSpan(from..end).Count('('))
            from--;
        return (from, end + Extension().Match(text, end).Length);
    }

    private static int End(Match match) => match.Index + match.Length;

    /// <summary>Digits; an O beside them is a 0.</summary>
    [GeneratedRegex(@"(?:(?<![\p{L}0-9])[Oo])?[0-9](?:[0-9]|[Oo](?![A-NP-Za-np-z]))*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Groups();

    /// <summary>Dates, times of day, and hours from and to that are written without points.</summary>
    [GeneratedRegex(@"(?<![0-9][./-]|[0-9])(?:0?[1-9]|[12][0-9]|3[01])(?<part>[./-])(?:0?[1-9]|1[0-2])\k<part>(?:20)?[0-9]{2}(?![0-9]|[./-][0-9])|(?<![0-9])20[0-9]{2}-[01][0-9]-[0-3][0-9](?![0-9])|(?<![0-9][.:]|[0-9])(?:[01]?[0-9]|2[0-3])[.:][0-5][0-9](?![0-9]|[.:][0-9])|(?<range>(?<![0-9])(?:0[6-9]|1[0-9]|2[0-2])[0-5][0-9] ?[–—-] ?(?:0[6-9]|1[0-9]|2[0-3])[0-5][0-9](?![0-9]))", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Others();

    /// <summary>"0151 496 0123/4".</summary>
    [GeneratedRegex(@"\G(?:/[0-9]{1,3}\b(?!/))?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Extension();
}
