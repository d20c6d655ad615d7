using System.Text;
using HubAutomation.Shared.Tests.Timetables.Understanding;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Reading;
using HubAutomation.Shared.Timetables.Reading.Rows;
using HubAutomation.Shared.Timetables.Understanding;
using HubAutomation.Shared.Timetables.Understanding.Phrases;

namespace HubAutomation.Shared.Tests.Timetables;

/// <summary>A partner's file on its whole way: read, understood, checked. What families see, what comes back, what is noticed.</summary>
internal sealed class WholeFile
{
    /// <summary>Their only site is Ditton.</summary>
    public static readonly Partner AtDitton = Widnes.Partner with { DefaultPlace = "ditton" };

    private WholeFile(ReadingResult result, Partner partner)
    {
        if (result is Unreadable refusal)
        {
            Refusal = refusal;
            return;
        }

        var readable = (Readable)result;
        var interpreter = Widnes.Interpreter(partner);
        var rows = readable.Items.Select(interpreter.Interpret).ToList();
        var remark = UnreadColumns.Tell(readable.UnknownHeadings, interpreter.UsedColumns);
        All = remark is null ? rows : [interpreter.Interpret(remark), .. rows];
        Note = readable.FormatNote;
    }

    public IReadOnlyList<Interpretation> All { get; } = [];

    public Unreadable? Refusal { get; }

    public string Note { get; } = "";

    /// <summary>"Yoga: Mondays, 10am to 11am, Kingsway Family Hub".</summary>
    public string[] Sessions => [.. All.OfType<Accepted>().Select(a => $"{a.Session.Title}: {PlainEnglish.Say(a.Session.Schedule)}, {PlainEnglish.Say(a.Session.Start, a.Session.End)}, {a.Session.PlaceId}{(a.Session.Room is { } room ? $" ({room})" : "")}")];

    public string[] Titles => [.. All.OfType<Accepted>().Select(a => a.Session.Title)];

    /// <summary>What families read below the name; empty where there is nothing.</summary>
    public string[] Descriptions => [.. All.OfType<Accepted>().Select(a => a.Session.Description ?? "")];

    /// <summary>"Status3 cancelled": column, row and rule.</summary>
    public string[] GivenBack => [.. All.OfType<Rejected>().SelectMany(r => r.Rejects.Select(x => $"{x.Column}{x.Place.Row} {x.Rule}"))];

    public string[] Reasons => [.. All.OfType<Rejected>().SelectMany(r => r.Rejects.Select(x => x.Sentence))];

    /// <summary>"0 columns-not-read: The column …".</summary>
    public string[] Warnings => [.. All.SelectMany(i => i switch { Accepted a => a.Warnings, Noticed n => n.Warnings, _ => [] }).Select(w => $"{w.Place.Row} {w.Rule}: {w.Sentence}")];

    public static WholeFile Of(string text, string name = "timetable.csv", Partner? partner = null) => Of(Encoding.UTF8.GetBytes(text), name, partner);

    public static WholeFile Of(byte[] content, string name = "timetable.xlsx", Partner? partner = null)
    {
        var options = new ReadingOptions(Widnes.Today, Widnes.Today.PlusDays(400));
        return new(TimetableReader.Open(new MemoryStream(content), name, partner ?? Widnes.Partner, options), partner ?? Widnes.Partner);
    }

    /// <summary>The text of a file with one session, Mondays 10–11am at Kingsway, and one more column.</summary>
    public static WholeFile WithColumn(string heading, string text) => Of($"Title,Day,Time,Place,\"{heading}\"\nYoga,Monday,10-11am,Kingsway Family Hub,\"{text}\"\n");
}
