using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Reading.Rows;
using HubAutomation.Shared.Timetables.Understanding.Phrases;

namespace HubAutomation.Shared.Timetables.Understanding;

/// <summary>What is wrong with one cell, wherever in a file it stands.</summary>
internal sealed record CellProblem(TimetableField Field, string Value, Misunderstanding Problem)
{
    /// <summary>The reject of a row that holds the cell.</summary>
    public Reject At(RowPlace place) => new(place, NameOf(Field), Misunderstanding.Shortened(Value, Reject.MaxValueLength), Problem.Rule, Problem.Sentence);

    /// <summary>The field's name in a partner's words.</summary>
    public static string NameOf(TimetableField field) => field switch
    {
        TimetableField.DateFrom => "Start date",
        TimetableField.DateTo => "End date",
        TimetableField.Start => "Start time",
        TimetableField.End => "End time",
        TimetableField.AgeFrom => "Age from",
        TimetableField.AgeTo => "Age to",
        TimetableField.TermTime => "Term time only",
        TimetableField.Except => "Not on",
        TimetableField.Cell => "Timetable cell",
        _ => field.ToString(),
    };
}
