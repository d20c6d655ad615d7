using HubAutomation.Shared.Platform.Files;

namespace HubAutomation.Shared.Timetables.Reading.ICalendar;

/// <summary>A component with its properties: RFC 5545 §3.6. Alarms and what the hub does not read are left out.</summary>
/// <param name="Name">VCALENDAR, VEVENT, VTIMEZONE, STANDARD or DAYLIGHT.</param>
/// <param name="Line">The line on which it begins.</param>
internal sealed record Component(string Name, int Line)
{
    public List<ContentLine> Properties { get; } = [];

    public List<Component> Children { get; } = [];

    /// <summary>How many of the children stand behind its end, or where it does not even begin.</summary>
    public int Outside { get; set; }

    /// <summary>The first property of a name, or null.</summary>
    public ContentLine? Find(string name) => Properties.Find(p => p.Name == name);

    public IEnumerable<ContentLine> All(string name) => Properties.Where(p => p.Name == name);
}

/// <summary>The calendars in a file, and what was broken in it.</summary>
/// <param name="Calendars">Every VCALENDAR, also one that breaks off. What stands outside of them counts as part of the one before.</param>
/// <param name="BrokenOff">The component that had no end when the file ended; null for a whole file.</param>
/// <param name="IsTooLarge">True when it has more components or properties than are held in memory; it was not read to its end.</param>
internal sealed record CalendarFile(IReadOnlyList<Component> Calendars, Component? BrokenOff, bool IsTooLarge = false)
{
    /// <summary>Most events, zones and the like of a file.</summary>
    public const int MaxComponents = 20_000;

    // RFC 5545 knows three levels; a few more are other programs' extensions.
    private const int MaxDepth = 20;
    private const int MaxProperties = 20 * MaxComponents;

    // Everything else is passed over, so that a large file does not fill memory with attachments and alarms.
    private static readonly HashSet<string> Read = new(StringComparer.Ordinal)
    {
        "UID", "SEQUENCE", "SUMMARY", "DESCRIPTION", "LOCATION", "STATUS", "CLASS", "DTSTART", "DTEND", "DURATION", "RRULE", "EXRULE",
        "RDATE", "EXDATE", "RECURRENCE-ID", "TZID", "TZOFFSETFROM", "TZOFFSETTO", "X-LIC-LOCATION", "X-WR-CALNAME", "NAME", "METHOD", "X-MICROSOFT-CDO-BUSYSTATUS",
    };

    private static readonly HashSet<string> Components = new(StringComparer.Ordinal) { "VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT" };

    /// <summary>Reads the components. Ends that are missing in the middle are taken as given.</summary>
    public static CalendarFile Parse(Stream content, int maxLineBytes)
    {
        var calendars = new List<Component>();
        var open = new Stack<Component>();
        var (components, properties) = (0, 0);
        foreach (var (number, text) in CalendarText.Lines(content, maxLineBytes))
        {
            var line = ContentLine.Parse(text);
            if (line is null)
                ContinueText(open, text);
            else if (line.Name == "BEGIN")
                components += Begin(new Component(NameOf(line), number), open, calendars) ? 1 : 0;
            else if (line.Name == "END")
                End(NameOf(line), open);
            else if (open.TryPeek(out var component) && Components.Contains(component.Name) && Read.Contains(line.Name) && properties++ >= 0)
                component.Properties.Add(line);
            if (components > MaxComponents || properties > MaxProperties || open.Count > MaxDepth)
                return new CalendarFile(calendars, null, IsTooLarge: true);
        }

        return new CalendarFile(calendars, open.FirstOrDefault(c => c.Name == "VEVENT") ?? open.LastOrDefault());
    }

    private static string NameOf(ContentLine line) => line.Value.Length > 40 ? "" : line.Value.Trim().ToUpperInvariant();

    /// <summary>Opens a component; true when it is kept.</summary>
    private static bool Begin(Component component, Stack<Component> open, List<Component> calendars)
    {
        // A calendar or an event within an event means that the end of the one before is missing.
        if (component.Name is "VCALENDAR")
            open.Clear();
        else if (component.Name is "VEVENT" or "VTIMEZONE")
            while (open.TryPeek(out var top) && top.Name != "VCALENDAR")
                open.Pop();

        var isKept = Components.Contains(component.Name);
        if (component.Name == "VCALENDAR")
            calendars.Add(component);
        else if (isKept)
            (open.TryPeek(out var parent) ? parent : Enclosing(component, calendars)).Children.Add(component);
        open.Push(component);
        return isKept;
    }

    // Some programs write events behind the end of their calendar, or without one.
    private static Component Enclosing(Component component, List<Component> calendars)
    {
        if (calendars.Count == 0)
            calendars.Add(new Component("VCALENDAR", component.Line));
        calendars[^1].Outside++;
        return calendars[^1];
    }

    private static void End(string name, Stack<Component> open)
    {
        if (!open.Any(c => c.Name == name))
            return;
        while (open.Pop().Name != name)
        {
            // What was still open within it ends with it.
        }
    }

    // Some programs break long texts without folding them.
    private static void ContinueText(Stack<Component> open, string text)
    {
        if (open.TryPeek(out var component) && component.Properties is [.., { Name: "DESCRIPTION", Value.Length: <= CellText.MaxLength } last])
            component.Properties[^1] = last with { Value = $"{last.Value}\\n{text}" };
    }
}
