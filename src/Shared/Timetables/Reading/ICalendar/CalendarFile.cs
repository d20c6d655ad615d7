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
internal sealed record CalendarFile(IReadOnlyList<Component> Calendars, Component? BrokenOff)
{
    // Everything else is passed over, so that a large file does not fill memory with attachments and alarms.
    private static readonly HashSet<string> Read = new(StringComparer.Ordinal)
    {
        "UID", "SEQUENCE", "SUMMARY", "DESCRIPTION", "LOCATION", "STATUS", "CLASS", "DTSTART", "DTEND", "DURATION", "RRULE", "EXRULE",
        "RDATE", "EXDATE", "RECURRENCE-ID", "TZID", "TZOFFSETFROM", "TZOFFSETTO", "X-LIC-LOCATION", "X-WR-CALNAME", "NAME", "METHOD",
    };

    private static readonly HashSet<string> Components = new(StringComparer.Ordinal) { "VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT" };

    /// <summary>Reads the components. Ends that are missing in the middle are taken as given.</summary>
    public static CalendarFile Parse(Stream content, int maxLineBytes)
    {
        var calendars = new List<Component>();
        var open = new Stack<Component>();
        foreach (var (number, text) in CalendarText.Lines(content, maxLineBytes))
        {
            var line = ContentLine.Parse(text);
            if (line is null)
                ContinueText(open, text);
            else if (line.Name == "BEGIN")
                Begin(new Component(line.Value.Trim().ToUpperInvariant(), number), open, calendars);
            else if (line.Name == "END")
                End(line.Value.Trim().ToUpperInvariant(), open);
            else if (open.TryPeek(out var component) && Components.Contains(component.Name) && Read.Contains(line.Name))
                component.Properties.Add(line);
        }

        return new CalendarFile(calendars, open.FirstOrDefault(c => c.Name == "VEVENT") ?? open.LastOrDefault());
    }

    private static void Begin(Component component, Stack<Component> open, List<Component> calendars)
    {
        // A calendar or an event within an event means that the end of the one before is missing.
        if (component.Name is "VCALENDAR")
            open.Clear();
        else if (component.Name is "VEVENT" or "VTIMEZONE")
            while (open.TryPeek(out var top) && top.Name != "VCALENDAR")
                open.Pop();

        if (component.Name == "VCALENDAR")
            calendars.Add(component);
        else if (Components.Contains(component.Name))
            (open.TryPeek(out var parent) ? parent : Enclosing(component, calendars)).Children.Add(component);
        open.Push(component);
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
        if (open.TryPeek(out var component) && component.Properties is [.., { Name: "DESCRIPTION" } last])
            component.Properties[^1] = last with { Value = $"{last.Value}\\n{text}" };
    }
}
