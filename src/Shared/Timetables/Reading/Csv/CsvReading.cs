using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Reading.Columns;
using HubAutomation.Shared.Timetables.Reading.Rows;
using HubAutomation.Shared.Timetables.Reading.Tables;

namespace HubAutomation.Shared.Timetables.Reading.Csv;

/// <summary>Opens separated text.</summary>
internal static class CsvReading
{
    /// <summary>Finds separator and headings.</summary>
    public static ReadingResult Open(Stream content, string name, TextCoding coding, Partner partner, ReadingOptions options)
    {
        var text = new CsvText(content, coding, options.MaxLineBytes);
        var words = new HeadingWords(partner);
        var named = text.NamedSeparator();
        var separator = named ?? BestSeparator(text, words);
        var table = new Table(null, () => text.Rows(separator, skipFirstLine: named is not null));
        var reading = TablesOfFile.Plan([table], words);
        return reading.Result(FileFormat.Csv, name, $"CSV, {coding.Name}, separator {NameOf(separator)}");
    }

    // The separator that parts the headings into the most columns with a meaning.
    private static char BestSeparator(CsvText text, HeadingWords words) =>
        CsvText.Separators.MaxBy(s => TablePlanner.Score([.. text.Rows(s, skipFirstLine: false).Take(TablePlanner.MaxRowsAbove)], words));

    private static string NameOf(char separator) => separator switch
    {
        '\t' => "tab",
        ',' => "comma",
        ';' => "semicolon",
        _ => separator.ToString(),
    };
}
