namespace HubAutomation.Shared.Timetables.Understanding.Phrases.Times;

/// <summary>Finds the time in a line of other words.</summary>
/// <param name="Text">The words of the time.</param>
/// <param name="Rest">The line without them.</param>
internal readonly record struct CellTime(string Text, string Rest)
{
    /// <summary>The first time of the line that can be nothing else: with "am", minutes or an end; null when there is none.</summary>
    /// <param name="line">A line of a cell.</param>
    /// <param name="isFirst">True while the cell has no time yet: only then "10-12" is taken for one wherever it stands.</param>
    public static CellTime? FindIn(string line, bool isFirst)
    {
        var phrase = Phrase.Of(line);
        return Find(phrase, IsPlain) ?? Find(phrase, isFirst ? IsBareRange : IsSecondBareRange);
    }

    private static CellTime? Find(Phrase phrase, Func<Cursor, WrittenTimes, bool> isTime)
    {
        for (var at = 0; at < phrase.Tokens.Length; at++)
        {
            var cursor = new Cursor(phrase, at);
            if (!IsStart(cursor) || !TimePhrase.TryRead(ref cursor, out var times) || !isTime(new(phrase, at), times))
                continue;
            var (from, to) = (phrase.Tokens[at].Start, phrase.Tokens[cursor.At - 1].End);
            var (before, after) = (phrase.Source[..from].TrimEnd(' ', ':', '-', '–', ',', '|', '&'), phrase.Source[to..].TrimStart(' ', ':', '-', '–', ',', '|', '.'));
            return new(phrase.Source[from..to], before.Length == 0 || after.Length == 0 ? before + after : $"{before} | {after}");
        }

        return null;
    }

    /// <summary>Prices, dates and ages are no times.</summary>
    private static bool IsStart(Cursor cursor) =>
        cursor.Peek(-1).Text is not ("£" or "age" or "ages" or "aged" or "week" or "room" or "under" or "over" or "/")
        && !(cursor.Peek(-1).Text is "year" or "years" or "yr" && cursor.Peek(-2).Kind != TokenKind.Number)
        && !(cursor.Next.Kind == TokenKind.Number && cursor.Next.Glued && cursor.Peek(-1).Kind == TokenKind.Symbol && cursor.Peek(-1).Text is "." or ":" or "-")
        && (cursor.Next.Kind == TokenKind.Number || cursor.Next.Text is "from" or "noon" or "midday" or "half" or "quarter" or "between" or "at" || KnownWords.Numbers.ContainsKey(cursor.Next.Text));

    private static bool IsPlain(Cursor at, WrittenTimes times)
    {
        if (times.Start.Half != HalfOfDay.NotSaid || times.Minutes is not null || times.End is { Half: not HalfOfDay.NotSaid })
            return true;
        return times.End is { } end ? !times.Start.IsBare || !end.IsBare : !times.Start.IsBare && at.Next.Kind == TokenKind.Number && at.At == 0;
    }

    private static bool IsBareRange(Cursor at, WrittenTimes times) => times.End is not null;

    /// <summary>The "11-12" of "10-11 Group A &amp; 11-12 Group B"; that of "Lego club 5-11" may be ages.</summary>
    private static bool IsSecondBareRange(Cursor at, WrittenTimes times) => times.End is not null && at.Peek(-1).Text is "" or "&" or "and" or "+" or ";" or ",";
}
