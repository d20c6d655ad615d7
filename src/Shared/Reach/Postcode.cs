namespace HubAutomation.Shared.Reach;

/// <summary>A postcode of the United Kingdom as it is looked up: capital letters and digits without a space, "S601AA".</summary>
internal static class Postcode
{
    /// <summary>
    /// Reads what people write: any case, with or without spaces. Null for what has not the form of a postcode (outward A9, A99, AA9, AA99, A9A
    /// or AA9A; inward 9AA).
    /// </summary>
    public static string? Parse(ReadOnlySpan<char> text)
    {
        Span<char> form = stackalloc char[7];
        var length = 0;
        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character))
                continue;
            if (length == form.Length || !char.IsAsciiLetterOrDigit(character))
                return null;
            form[length++] = char.ToUpperInvariant(character);
        }

        form = form[..length];
        return length >= 5 && IsOutward(form[..^3]) && char.IsAsciiDigit(form[^3]) && char.IsAsciiLetter(form[^2]) && char.IsAsciiLetter(form[^1])
            ? form.ToString()
            : null;
    }

    private static bool IsOutward(ReadOnlySpan<char> outward)
    {
        var digits = char.IsAsciiLetter(outward[0]) ? outward[1..] : default;
        if (digits.Length > 0 && char.IsAsciiLetter(digits[0]))
            digits = digits[1..];
        return digits.Length is 1 or 2 && char.IsAsciiDigit(digits[0]);
    }
}
