namespace HubAutomation.Shared.Timetables.Understanding.Phrases;

/// <summary>Reads small amounts with halves: "2", "2.5", "2½", "2 1/2", "one".</summary>
internal static class Quantity
{
    /// <summary>Reads an amount as a number of halves: "1.5" is 3. Anything finer than a half is not an amount.</summary>
    public static bool TryReadHalves(ref Cursor cursor, out int halves)
    {
        halves = 0;
        if (cursor.Skip("½"))
        {
            halves = 1;
            return true;
        }

        if (cursor.IsNumber(3))
            halves = cursor.Next.Value * 2;
        else if (KnownWords.Numbers.TryGetValue(cursor.Next.Text, out var number))
            halves = number * 2;
        else
            return false;
        cursor.At++;
        if (cursor.Skip("½") || cursor.SkipAll("1", "/", "2") || cursor.SkipAll("and", "a", "half"))
            halves++;
        else if (cursor.Is(".") && cursor.Next.Glued && cursor.Peek(1) is { Kind: TokenKind.Number, Glued: true } part)
        {
            if (part.Text is not ("5" or "0" or "50" or "00"))
                return false;
            halves += part.Text[0] == '5' ? 1 : 0;
            cursor.At += 2;
        }

        return true;
    }
}
