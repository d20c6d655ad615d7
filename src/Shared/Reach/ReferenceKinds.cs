using System.Globalization;
using System.Text.RegularExpressions;
using HubAutomation.Shared.Platform.Text;

namespace HubAutomation.Shared.Reach;

/// <summary>The national files that the hub knows.</summary>
internal static partial class ReferenceKinds
{
    /// <summary>Where postcodes are: ONS Postcode Directory (older and newer names of columns) or National Statistics Postcode Lookup. Kept:
    /// postcode, LSOA 2021, LSOA 2011, ward, district, month of termination; areas outside England are left empty.</summary>
    public static readonly ReferenceKind Postcodes = new(
        "postcodes", "postcode directory (ONSPD or NSPL)",
        [
            new("pcds"), new("doterm"), new("lsoa21") { IsOptional = true }, new("lsoa11") { IsOptional = true },
            new("osward", "ward", "wd") { IsOptional = true }, new("oslaua", "laua", "lad"), new("dointr"),
        ],
        KeyCells: 1, KeepPostcode)
    {
        ReleaseColumn = 6,
    };

    /// <summary>Indices of Deprivation 2025, file 7: ranks of LSOAs of 2021.</summary>
    public static readonly ReferenceKind Deprivation2025 = Deprivation("2025", "2021");

    /// <summary>Indices of Deprivation 2019, file 7: ranks of LSOAs of 2011.</summary>
    public static readonly ReferenceKind Deprivation2019 = Deprivation("2019", "2011");

    /// <summary>LSOAs of 2011 → LSOAs of 2021, with what happened to them: unchanged, split, merged or otherwise (CHGIND).</summary>
    public static readonly ReferenceKind Changes = new(
        "lsoa-changes", "lookup from LSOAs of 2011 to those of 2021", [new("lsoa11cd"), new("lsoa21cd"), new("chgind")], KeyCells: 2, KeepChange)
    {
        ReleaseOf = _ => "2011 to 2021",
    };

    /// <summary>LSOAs of 2021 → wards, best fit.</summary>
    public static readonly ReferenceKind Wards = new(
        "wards", "lookup from LSOAs to wards", [new("lsoa21cd"), new(WardHeadings("cd")), new(WardHeadings("nm"))], KeyCells: 1, KeepWard)
    {
        ReleaseOf = headings => headings.Select(heading => WardCode().Match(heading)).FirstOrDefault(match => match.Success) is { } match ? $"20{match.Groups[1].Value}" : "",
    };

    /// <summary>People by LSOA of 2021 and single year of age.</summary>
    public static readonly ReferenceKind Population = new(
        "population", "population by LSOA and age", [new("lsoa21cd", "lsoa 2021 code", "lsoa code (2021)"), new("age 0", "age_0", "f0")], KeyCells: 1, KeepPopulation);

    /// <summary>All of them, those with the most particular headings first.</summary>
    public static readonly IReadOnlyList<ReferenceKind> All = [Postcodes, Deprivation2025, Deprivation2019, Changes, Wards, Population];

    /// <summary>The index files by release.</summary>
    public static ReferenceKind? DeprivationOf(int release) => release switch
    {
        2025 => Deprivation2025,
        2019 => Deprivation2019,
        _ => null,
    };

    /// <summary>The kind of file that has these headings, and where its columns are; null when it is none that the hub knows.</summary>
    public static (ReferenceKind Kind, ReferencePositions Positions)? Recognise(IReadOnlyList<string> headings)
    {
        foreach (var kind in All)
        {
            var columns = kind.Columns.Select(column => column.In(headings)).ToList();
            if (kind.Columns.Zip(columns).All(column => column.First.IsOptional || column.Second >= 0) && (kind != Postcodes || columns[2] >= 0 || columns[3] >= 0))
                return (kind, new ReferencePositions(columns, kind == Population ? Ages(headings) : []));
        }

        return null;
    }

    private static ReferenceKind Deprivation(string release, string geography) => new(
        $"deprivation-{release}", $"Indices of Deprivation {release}, file 7",
        [
            new($"lsoa code ({geography})"), new("local authority district code"),
            new("index of multiple deprivation (imd) rank"), new("income deprivation affecting children index (idaci) rank"),
        ],
        KeyCells: 1, KeepDeprivation)
    {
        ReleaseOf = _ => release,
        RankColumns = [2, 3],
    };

    private static string? KeepPostcode(ReferenceRow row, ReferencePositions at)
    {
        var postcode = Postcode.Parse(row[at[0]]) ?? row.Wrong(at[0], "not-a-postcode", "This must be a postcode.");
        var terminated = Month(row, at[1]);
        Month(row, at[6]);
        var (lsoa21, lsoa11, ward, district) = (OfEngland(row, at[2], "E01"), OfEngland(row, at[3], "E01"), OfEngland(row, at[4], "E05"), row.Code(at[5]));
        return row.Mistake is null ? $"{postcode},{lsoa21},{lsoa11},{ward},{district},{terminated}" : null;
    }

    private static string? KeepDeprivation(ReferenceRow row, ReferencePositions at)
    {
        var area = Area(row, at[0]);
        var (district, imd, idaci) = (row.Code(at[1]), row.Number(at[2], least: 1), row.Number(at[3], least: 1));
        return row.Mistake is null ? string.Create(CultureInfo.InvariantCulture, $"{area},{district},{imd},{idaci}") : null;
    }

    private static string? KeepChange(ReferenceRow row, ReferencePositions at)
    {
        var (before, after, change) = (OfEngland(row, at[0], "E01"), OfEngland(row, at[1], "E01"), row[at[2]].ToUpperInvariant());
        if (change is not ("U" or "S" or "M" or "X"))
            row.Wrong(at[2], "not-a-change", "This must be U, S, M or X.");
        return row.Mistake is null && before.Length > 0 && after.Length > 0 ? $"{before},{after},{change}" : null;
    }

    private static string? KeepWard(ReferenceRow row, ReferencePositions at)
    {
        var (area, ward, name) = (OfEngland(row, at[0], "E01"), row.Code(at[1]), row[at[2]]);
        if (name.Length == 0)
            row.Wrong(at[2], "empty", "There must be a name.");
        return row.Mistake is null && area.Length > 0 ? $"{area},{ward},{name}" : null;
    }

    private static string? KeepPopulation(ReferenceRow row, ReferencePositions at)
    {
        var area = OfEngland(row, at[0], "E01");
        var people = at.Ages.Select(columns => columns.Sum(column => row.Number(column, least: 0)));
        var line = $"{area},{string.Join(',', people)}";
        return row.Mistake is null && area.Length > 0 ? line : null;
    }

    private static string Area(ReferenceRow row, int column) =>
        OfEngland(row, column, "E01") is { Length: > 0 } area ? area : row.Wrong(column, "not-an-lsoa", "This must be the code of an LSOA in England, like E01007800.");

    // Codes of other countries and those that stand for "nowhere" (E99999999) are none that the hub needs.
    private static string OfEngland(ReferenceRow row, int column, string prefix) =>
        column >= 0 && row.Code(column) is { Length: 9 } code && code.StartsWith(prefix, StringComparison.Ordinal) ? code : "";

    private static string Month(ReferenceRow row, int column)
    {
        var text = row[column];
        return text.Length == 0 || (text.Length == 6 && text.All(char.IsAsciiDigit) && string.CompareOrdinal(text, 4, "01", 0, 2) >= 0 && string.CompareOrdinal(text, 4, "12", 0, 2) <= 0)
            ? text
            : row.Wrong(column, "not-a-month", "This must be a year and month, like 202608, or empty.");
    }

    // Ages from 0 on without a gap; a column of females and one of males are added up.
    private static List<IReadOnlyList<int>> Ages(IReadOnlyList<string> headings)
    {
        var columns = headings.Select((heading, column) => (Match: AgeHeading().Match(heading), column)).Where(found => found.Match.Success)
            .ToLookup(found => int.Parse(found.Match.Groups[1].Value, CultureInfo.InvariantCulture), found => found.column);
        return [.. Enumerable.Range(0, columns.Count).TakeWhile(columns.Contains).Select(age => columns[age].ToList())];
    }

    private static string[] WardHeadings(string end) => [.. Enumerable.Range(15, 50).Reverse().Select(year => string.Create(CultureInfo.InvariantCulture, $"wd{year}{end}"))];

    [GeneratedRegex("^wd(\\d\\d)cd", RegexOptions.IgnoreCase)]
    private static partial Regex WardCode();

    [GeneratedRegex("^(?:age[ _]|[fm])(\\d{1,3})\\+?$", RegexOptions.IgnoreCase)]
    private static partial Regex AgeHeading();
}
