namespace HubAutomation.EndToEnd.Returns;

/// <summary>Strands, measures and figures of the invented council, for a seed folder.</summary>
internal static class InventedReturns
{
    /// <summary>The council's strands; "from" begins a dated variant.</summary>
    public static void WriteStrands(string seed, bool opensByItself, string? from = null, string definition = "Babies who are breastfed at birth, of all born.")
    {
        var file = Path.Combine(seed, "configuration", "sampleton", from is null ? "strands.json" : $"strands.{from}.json");
        File.WriteAllText(file, $$"""
            { "timetable": { {{(opensByItself ? "\"opensOnWorkingDay\": 1, " : "")}}"leadsHaveWorkingDays": 5, "remindWorkingDaysBefore": 2, "waitForLateWorkingDays": 3, "approvalWorkingDays": 3 },
              "manager": { "id": "manager", "name": "Programme manager", "email": "manager@example.org" },
              "standIn": { "id": "deputy", "name": "Deputy", "email": "deputy@example.org" },
              "readers": [ { "id": "board", "name": "Board", "email": "board@example.org" } ],
              "strands": [
                { "id": "infant-feeding", "name": "Infant feeding", "lead": { "id": "lead-feeding", "name": "Feeding lead", "email": "lead-feeding@example.org" }, "award": { "2026-27": 12000 } },
                { "id": "panel", "name": "Parent-carer panel", "lead": { "id": "lead-panel", "name": "Panel lead", "email": "lead-panel@example.org" } } ],
              "measures": [
                { "code": "IF-01", "strand": "infant-feeding", "title": "Breastfeeding at birth", "definition": "{{definition}}", "kind": "rate", "source": "computed",
                  "figure": "breastfeeding.rate", "where": { "point": ["birth"] }, "window": "year-to-date", "baseline": { "months": "2025-26" }, "target": { "perYear": 0.5 }, "tolerance": 0.5 },
                { "code": "IF-05", "strand": "infant-feeding", "title": "Volunteers", "definition": "Volunteers who were active.", "kind": "people", "source": "submitted", "largestJump": 50 },
                { "code": "IF-06", "strand": "infant-feeding", "title": "Visits at three months", "definition": "Babies visited, of all due.", "kind": "rate", "source": "submitted", "target": { "byYear": { "2026-27": 80 } }, "tolerance": 5 },
                { "code": "IF-91", "strand": "infant-feeding", "title": "Spent this financial year", "definition": "Actual spending since April.", "kind": "money", "source": "computed",
                  "figure": "ledger.spent", "where": { "strand": ["infant-feeding"] }, "window": "year-to-date", "good": "neither" },
                { "code": "PC-01", "strand": "panel", "title": "Panel activities", "definition": "What the panel did since April.", "kind": "count", "source": "computed", "figure": "panel.activities", "window": "year-to-date" },
                { "code": "PC-02", "strand": "panel", "title": "What the panel told us", "definition": "In its words.", "kind": "text", "source": "submitted", "publish": "as-it-is" },
                { "code": "PC-03", "strand": "panel", "title": "Offer published", "definition": "In print and online.", "kind": "milestone", "source": "carried-forward" } ],
              "checks": [ { "parts": ["PC-01"], "atMost": ["IF-91"], "says": "Activities cost at least a pound each." } ] }
            """);
    }

    /// <summary>Three years of the files that its figures are computed from.</summary>
    public static void WriteFigures(string seed)
    {
        void Write(string source, string name, string heading, IEnumerable<string> rows)
        {
            var folder = Directory.CreateDirectory(Path.Combine(seed, "figures", "sampleton", source)).FullName;
            File.WriteAllLines(Path.Combine(folder, name), rows.Prepend(heading));
        }

        IEnumerable<(int Year, int Month, int Number)> Months(int year) => Enumerable.Range(0, 12).Select(i => (year + ((i + 3) / 12), ((i + 3) % 12) + 1, i + 1));
        foreach (var year in new[] { 2025, 2026, 2027 })
        {
            var name = $"{year}-{(year + 1) % 100}.csv";
            Write("breastfeeding", name, "Month,Point,Due,Totally,Partially,Not at all", Months(year).Select(m => $"{m.Year}-{m.Month:D2},birth,100,{40 + year - 2025 + (m.Number % 3)},10,{50 - year + 2025 - (m.Number % 3)}"));
            Write("ledger", name, "Date,Strand,Type,Kind,Amount", Months(year).Select(m => $"{m.Year}-{m.Month:D2}-15,infant-feeding,revenue,actual,{400 + m.Number}.25"));
            Write("panel", name, "Date,Activity,Parents,Members", Months(year).Select(m => $"{m.Year}-{m.Month:D2}-10,meeting,{6 + (m.Number % 4)},12"));
        }
    }
}
