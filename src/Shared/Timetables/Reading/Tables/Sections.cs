using HubAutomation.Shared.Timetables.Reading.Rows;

namespace HubAutomation.Shared.Timetables.Reading.Tables;

/// <summary>
/// What headings within a table say for the rows below them: a day, and texts among which may be a place. Days may stand over places or
/// places over days. The outer one, begun anew, ends what stood before of the inner one.
/// </summary>
internal sealed class Sections(string? day, RowContext above)
{
    // A row takes its place from the nearest of the headings above it; more than these no table has over a row.
    private const int MaxGroups = 4;

    // True when a day was met before any other heading, false when it was the other way round.
    private bool? _isDayOuter;

    /// <summary>The words that say on which days rows take place that do not say so; null for none.</summary>
    public string? Day { get; private set; } = day;

    /// <summary>What else stands above the next rows.</summary>
    public RowContext Context { get; private set; } = above with { Day = day };

    /// <summary>A heading that says when.</summary>
    /// <param name="words">Its words.</param>
    /// <param name="isOnlyDay">True when it says nothing else.</param>
    public void BeginDay(string words, bool isOnlyDay)
    {
        _isDayOuter ??= isOnlyDay && Context.Groups.Count == 0;
        Day = words;
        Context = Context with { Day = words };
        if (isOnlyDay && _isDayOuter == true && Context.Groups is [var ended, ..])
            Context = Context with { Groups = [], PlaceLost = $"Above it stands \"{words}\", with which \"{ended}\" ends" };
    }

    /// <summary>A heading that may say where.</summary>
    /// <param name="text">The text.</param>
    /// <param name="days">The words in it that say when; null for none.</param>
    public void Begin(string text, string? days)
    {
        var isOnlyDay = days == text;
        if (!isOnlyDay)
        {
            _isDayOuter ??= false;
            Day = _isDayOuter == false && !SectionDay.IsSubject(text) ? null : Day;
            Context = Context with { Day = Day, Groups = [text, .. Context.Groups.Take(MaxGroups - 1)] };
        }

        if (days is not null)
            BeginDay(days, isOnlyDay);
    }
}
