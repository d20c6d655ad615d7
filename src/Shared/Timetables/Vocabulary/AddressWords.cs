using System.Collections.Frozen;

namespace HubAutomation.Shared.Timetables.Vocabulary;

/// <summary>Parts of a postal address that are never a room, whichever place they stand beside. Calendars write addresses out in full.</summary>
internal static class AddressWords
{
    private static readonly FrozenSet<string> Countries = new[]
    {
        "uk", "u k", "gb", "united kingdom", "great britain", "england",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The ceremonial counties of England (Lieutenancies Act 1997, Schedule 1), and names that people still write for them.</summary>
    private static readonly FrozenSet<string> Counties = new[]
    {
        "bedfordshire", "berkshire", "bristol", "buckinghamshire", "cambridgeshire", "cheshire", "cornwall", "cumbria", "derbyshire", "devon", "dorset", "durham",
        "east riding of yorkshire", "east sussex", "essex", "gloucestershire", "greater london", "greater manchester", "hampshire", "herefordshire", "hertfordshire",
        "isle of wight", "kent", "lancashire", "leicestershire", "lincolnshire", "merseyside", "norfolk", "north yorkshire", "northamptonshire", "northumberland",
        "nottinghamshire", "oxfordshire", "rutland", "shropshire", "somerset", "south yorkshire", "staffordshire", "suffolk", "surrey", "tyne and wear", "warwickshire",
        "west midlands", "west sussex", "west yorkshire", "wiltshire", "worcestershire",
        "county durham", "east yorkshire", "london", "middlesex", "s yorks", "south yorks", "sussex", "w yorks", "west yorks", "yorkshire",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> StreetWords = new[]
    {
        "street", "road", "lane", "avenue", "close", "drive", "way", "crescent", "square", "terrace", "place", "grove", "gardens", "court", "row", "walk", "hill",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>True for "road" and the like.</summary>
    public static bool IsStreetWord(string word) => StreetWords.Contains(word);

    /// <summary>True for a county or country.</summary>
    /// <param name="key">Words in lower case, single spaces, without punctuation.</param>
    public static bool IsRegion(string key) => Countries.Contains(key) || Counties.Contains(key);

    /// <summary>True for a house number with its street: "1 sample street", "12 a mill lane".</summary>
    /// <param name="key">Words in lower case, single spaces, without punctuation.</param>
    public static bool IsStreet(string key) =>
        key.Length > 0 && char.IsAsciiDigit(key[0]) && key.LastIndexOf(' ') is > 0 and var last && StreetWords.Contains(key[(last + 1)..]);
}
