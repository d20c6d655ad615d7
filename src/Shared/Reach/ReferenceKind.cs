namespace HubAutomation.Shared.Reach;

/// <summary>A column that a national file has.</summary>
/// <param name="Headings">What its heading may begin with, in small letters: headings change with every year and are cut off in some files.</param>
internal sealed record ReferenceColumn(params IReadOnlyList<string> Headings)
{
    /// <summary>True when a file may lack it.</summary>
    public bool IsOptional { get; init; }

    /// <summary>The number of the column in a row of headings; -1 for none.</summary>
    public int In(IReadOnlyList<string> headings)
    {
        foreach (var known in Headings)
        {
            for (var column = 0; column < headings.Count; column++)
            {
                if (headings[column].StartsWith(known, StringComparison.OrdinalIgnoreCase))
                    return column;
            }
        }

        return -1;
    }
}

/// <summary>A kind of national file, and how one of its rows is kept.</summary>
/// <param name="Id">Its name in container <c>reference-ready</c>: "postcodes".</param>
/// <param name="Title">What messages call it.</param>
/// <param name="Columns">Its columns; a file whose headings have all that it must have is of this kind.</param>
/// <param name="KeyCells">How many cells at the beginning of a kept line tell it from all others.</param>
/// <param name="Keep">
/// Row and the numbers of the columns → the line that is kept, cells parted by commas; null for a row that is not needed, or that has a mistake,
/// which is then noted in the row.
/// </param>
internal sealed record ReferenceKind(
    string Id, string Title, IReadOnlyList<ReferenceColumn> Columns, int KeyCells, Func<ReferenceRow, ReferencePositions, string?> Keep)
{
    /// <summary>The release that headings tell: the year of the first code in them that has one, e.g. WD25CD; empty when they tell none.</summary>
    public Func<IReadOnlyList<string>, string> ReleaseOf { get; init; } = _ => "";

    /// <summary>The column that holds ranks among all areas of England; -1 for none.</summary>
    public IReadOnlyList<int> RankColumns { get; init; } = [];

    /// <summary>The column whose highest value (a month, YYYYMM) tells the release; -1 for none.</summary>
    public int ReleaseColumn { get; init; } = -1;
}

/// <summary>Where in a file the columns of its kind are.</summary>
/// <param name="Columns">For each column of the kind the number of the file's column; -1 for none.</param>
/// <param name="Ages">For each age the file's columns with people of that age: one, or one of females and one of males.</param>
internal sealed record ReferencePositions(IReadOnlyList<int> Columns, IReadOnlyList<IReadOnlyList<int>> Ages)
{
    public int this[int column] => Columns[column];
}
