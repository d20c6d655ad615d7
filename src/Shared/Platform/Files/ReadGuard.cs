namespace HubAutomation.Shared.Platform.Files;

/// <summary>Turns what a parser throws at damaged content into a last row that says so; the rows before it stand.</summary>
internal static class ReadGuard
{
    /// <summary>True when an exception tells of the content. A failing stream, cancellation, lack of memory and a broken program are not the sender's doing.</summary>
    public static bool IsDamage(Exception exception) =>
        exception is EndOfStreamException or not (IOException or OperationCanceledException or OutOfMemoryException or ObjectDisposedException or TypeInitializationException);

    /// <summary>The rows up to the first that cannot be read, and then one that says that the rest is missing.</summary>
    public static IEnumerable<TableRow> UntilDamaged(this IEnumerable<TableRow> rows)
    {
        using var enumerator = rows.GetEnumerator();
        var number = 0;
        while (true)
        {
            TableRow row;
            try
            {
                if (!enumerator.MoveNext())
                    yield break;
                row = enumerator.Current;
                number = row.Number;
            }
            catch (Exception e) when (IsDamage(e))
            {
                row = new TableRow(number + 1, []) { Damage = BreaksOff };
            }

            yield return row;
            if (row.Damage == BreaksOff)
                yield break;
        }
    }

    /// <summary>What the row says that stands for the rest of a damaged file.</summary>
    public static readonly RowDamage BreaksOff = new(
        "file-breaks-off", "", "The file is damaged from here on and the rest of it could not be read. Open it, save it again and send the new file.");
}
