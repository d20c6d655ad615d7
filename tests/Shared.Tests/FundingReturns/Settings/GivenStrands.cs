using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Testing;
using NodaTime;

namespace HubAutomation.Shared.Tests.FundingReturns.Settings;

/// <summary>A council's strands.json as somebody might write it, and what the hub says to it.</summary>
internal static class GivenStrands
{
    /// <summary>Nothing but what must be there.</summary>
    public const string Smallest = """
        {
          "manager": { "id": "programme-manager", "name": "Programme manager", "email": "manager@halton.example.gov.uk" },
          "strands": [ { "id": "parenting", "name": "Parenting" } ],
          "measures": [
            { "code": "PA-01", "strand": "parenting", "title": "Parents who finished a course", "definition": "Parents who came to the last session.", "kind": "people", "source": "submitted" }
          ]
        }
        """;

    /// <summary>Something of everything.</summary>
    public const string Whole = """
        {
          "timetable": { "opensOnWorkingDay": 1, "leadsHaveWorkingDays": 6, "remindWorkingDaysBefore": 0, "waitForLateWorkingDays": 2, "approvalWorkingDays": 4 },
          "manager": { "id": "programme-manager", "name": "Programme manager", "email": "manager@halton.example.gov.uk" },
          "standIn": { "id": "deputy", "name": "Deputy manager", "email": "deputy@halton.example.gov.uk" },
          "readers": [ { "id": "board", "name": "Board secretary", "email": "board@halton.example.gov.uk" } ],
          "capitalLimit": 5,
          "reach": { "district": "E06000006", "index": "IDACI", "release": 2025, "mostDeprivedPercent": 30, "underAge": 5, "accessWindow": "last-12-months" },
          "strands": [
            { "id": "infant-feeding", "name": "Infant feeding", "nationalCode": "infant_feeding",
              "lead": { "id": "lead-feeding", "name": "Infant feeding lead", "email": "feeding@halton.example.gov.uk" }, "award": { "2025-26": 129000, "2026-27": 188000.50 } },
            { "id": "panel", "name": "Parent-carer panel" }
          ],
          "measures": [
            { "code": "IF-01", "strand": "infant-feeding", "title": "Breastfeeding at birth", "definition": "Babies who are breastfed at birth, of all born.", "kind": "rate", "source": "computed",
              "figure": "breastfeeding.rate", "where": { "point": [ "birth" ] }, "window": "since:2024-07", "baseline": { "months": "2022-23" }, "target": { "perYear": 0.5 }, "tolerance": 0.25 },
            { "code": "IF-05", "strand": "infant-feeding", "title": "Volunteers", "definition": "Volunteers who were active.", "kind": "people", "source": "submitted",
              "baseline": { "months": "2022-23-q4", "value": 12 }, "target": { "byYear": { "2025-26": 20, "2026-27": 24 } }, "largestJump": 50 },
            { "code": "PC-02", "strand": "panel", "title": "What the panel told us", "definition": "In its own words.", "kind": "text", "source": "carried-forward", "publish": "as-it-is" }
          ],
          "checks": [ { "parts": [ "IF-05" ], "atMost": [ "IF-01" ], "says": "There cannot be more volunteers than mothers." } ]
        }
        """;

    private static readonly Dictionary<string, string> Others = new()
    {
        ["authority.json"] = """{ "id": "halton", "name": "Halton Borough Council", "serviceName": "Halton Family Hubs", "areas": [ { "id": "widnes", "name": "Widnes" } ] }""",
        ["places.json"] = """{ "places": [] }""",
        ["calendar.json"] = """{ "terms": [], "seasons": [], "bankHolidays": {} }""",
        ["partners.json"] = """{ "partners": [ { "id": "library", "name": "Widnes Library", "columns": {} } ] }""",
    };

    /// <summary>Reads one strands.json.</summary>
    public static (ReturnSettings? Returns, string[] Problems) Read(string strands) => Read(new LocalDate(2026, 10, 31), ("strands.json", strands));

    /// <summary>Reads the variants that hold on a date.</summary>
    public static (ReturnSettings? Returns, string[] Problems) Read(LocalDate asOf, params (string File, string Text)[] variants)
    {
        var (settings, problems) = EveryCapability.Settings.Read("halton", Others.Concat(variants.Select(file => KeyValuePair.Create(file.File, file.Text))).ToDictionary(), asOf);
        return (settings?.Returns, [.. problems.Select(problem => problem.ToString())]);
    }

    /// <summary>The whole file with something in another way; it must be there, so that a test cannot test nothing.</summary>
    public static string With(string words, string instead)
    {
        Assert.Contains(words, Whole, StringComparison.Ordinal);
        return Whole.Replace(words, instead, StringComparison.Ordinal);
    }
}
