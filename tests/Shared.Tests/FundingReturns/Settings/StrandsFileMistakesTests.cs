namespace HubAutomation.Shared.Tests.FundingReturns.Settings;

/// <summary>Each mistake in a strands.json is a sentence that names the file, the place and the rule; nothing else is complained about.</summary>
public sealed class StrandsFileMistakesTests
{
    [Theory]
    [InlineData("\"capitalLimit\": 5", "\"capitalLimits\": 5", "capitalLimits: is not known here. Allowed: timetable, manager, standIn, readers, capitalLimit, reach, strands, measures, checks.")]
    [InlineData("\"capitalLimit\": 5", "\"capitalLimit\": \"5 %\"", "capitalLimit: must be a number.")]
    [InlineData("\"leadsHaveWorkingDays\": 6", "\"leadsHaveDays\": 6", "timetable.leadsHaveDays: is not known here. Allowed: opensOnWorkingDay, leadsHaveWorkingDays, remindWorkingDaysBefore, waitForLateWorkingDays, approvalWorkingDays.")]
    [InlineData("\"opensOnWorkingDay\": 1", "\"opensOnWorkingDay\": 31", "timetable.opensOnWorkingDay: must be a whole number from 1 to 15.")]
    [InlineData("\"approvalWorkingDays\": 4", "\"approvalWorkingDays\": 0", "timetable.approvalWorkingDays: must be a whole number from 1 to 40.")]
    public void In_the_whole(string words, string instead, string problem) => Expect(words, instead, problem);

    [Theory]
    [InlineData("\"name\": \"Programme manager\", \"email\": \"manager@halton.example.gov.uk\"", "\"name\": \"Programme manager\"", "manager.email: is missing.")]
    [InlineData("\"deputy@halton.example.gov.uk\"", "\"Deputy <deputy@halton.example.gov.uk>\"", "standIn.email: \"Deputy <deputy@halton.example.gov.uk>\" is not a mail address like team@example.gov.uk.")]
    [InlineData("\"board@halton.example.gov.uk\"", "\"board@halton.example.gov.uk\", \"figures\": \"all\"", "readers[0].figures: \"all\" is not allowed. Allowed: published, raw.")]
    [InlineData("\"deputy@halton.example.gov.uk\"", "\"deputy@halton.example.gov.uk\", \"figures\": \"raw\"", "standIn.figures: is not known here. Allowed: id, name, email.")]
    [InlineData("\"board@halton.example.gov.uk\"", "\"board@halton@example.gov.uk\"", "readers[0].email: \"board@halton@example.gov.uk\" is not a mail address like team@example.gov.uk.")]
    [InlineData("\"feeding@halton.example.gov.uk\"", "\"\"", "strands[0].lead.email: must be a text that is not empty.")]
    [InlineData("\"id\": \"lead-feeding\"", "\"id\": \"Ada Moss\"", "strands[0].lead.id: \"Ada Moss\" is not an id. Use 1 to 40 lower-case letters, digits and single hyphens.")]
    [InlineData("\"id\": \"lead-feeding\"", "\"id\": \"lead-feeding\", \"phone\": \"0151\"", "strands[0].lead.phone: is not known here. Allowed: id, name, email.")]
    [InlineData("\"id\": \"deputy\"", "\"id\": \"lead-feeding\"", "(the whole file): the id \"lead-feeding\" stands for different people: name and email must be the same wherever it stands.")]
    [InlineData("\"id\": \"deputy\"", "\"id\": \"library\"", "(the whole file): the id \"library\" is a partner's. Choose another.")]
    public void In_people(string words, string instead, string problem) => Expect(words, instead, problem);

    [Theory]
    [InlineData("\"nationalCode\": \"infant_feeding\"", "\"code\": \"infant_feeding\"", "strands[0].code: is not known here. Allowed: id, name, nationalCode, lead, leads, award.")]
    [InlineData("\"2025-26\": 129000", "\"2025-27\": 129000", "strands[0].award.2025-27: \"2025-27\" is not a financial year like 2026-27.")]
    [InlineData("\"2025-26\": 129000", "\"2025\": 129000", "strands[0].award.2025: \"2025\" is not a financial year like 2026-27.")]
    [InlineData("188000.50", "\"£188,000.50\"", "strands[0].award.2026-27: must be a number.")]
    [InlineData("{ \"2025-26\": 129000, \"2026-27\": 188000.50 }", "317000.50", "strands[0].award: must be an object: { ... }.")]
    public void In_strands(string words, string instead, string problem) => Expect(words, instead, problem);

    [Theory]
    [InlineData("\"district\": \"E06000006\", ", "", "reach.district: is missing.")]
    [InlineData("\"IDACI\"", "\"IDACI 2025\"", "reach.index: \"IDACI 2025\" is not allowed. Allowed: IDACI, IMD.")]
    [InlineData("\"release\": 2025", "\"release\": 2022", "reach.release: must be 2019 or 2025: other releases of the indices are not read.")]
    [InlineData("\"release\": 2025", "\"release\": 2015", "reach.release: must be a whole number from 2019 to 2025.")]
    [InlineData("\"mostDeprivedPercent\": 30, ", "", "reach: must have either \"mostDeprivedPercent\" (of all areas of England) or \"mostDeprivedAreas\" (the authority's own so many).")]
    [InlineData("\"mostDeprivedPercent\": 30", "\"mostDeprivedPercent\": 30, \"mostDeprivedAreas\": 30", "reach: must have either \"mostDeprivedPercent\" (of all areas of England) or \"mostDeprivedAreas\" (the authority's own so many).")]
    [InlineData("\"mostDeprivedPercent\": 30", "\"mostDeprivedPercent\": 130", "reach.mostDeprivedPercent: must be a whole number from 1 to 100.")]
    [InlineData("\"underAge\": 5", "\"underAge\": 25", "reach.underAge: must be a whole number from 1 to 19.")]
    [InlineData("\"last-12-months\"", "\"since:2024-07\"", "reach.accessWindow: \"since:2024-07\" is not allowed. Allowed: month, year-to-date, last-12-months.")]
    public void In_the_rule_of_reach(string words, string instead, string problem) => Expect(words, instead, problem);

    [Theory]
    [InlineData("\"code\": \"IF-01\", \"strand\": \"infant-feeding\"", "\"code\": \"IF-01\", \"strand\": \"infant-feedings\"", "measures[0].strand: \"infant-feedings\" is not a strand of this file. Allowed: infant-feeding, panel.")]
    [InlineData("\"PC-02\"", "\"pc 2\"", "measures[2].code: \"pc 2\" is not a code. Use a capital letter first, then up to 19 capital letters, digits and hyphens, like IF-01.")]
    [InlineData("\"PC-02\"", "\"IF-01\"", "measures: \"IF-01\" stands 2 times; it must be unique.")]
    [InlineData("\"title\": \"Volunteers\"", "\"titel\": \"Volunteers\", \"title\": \"Volunteers\"", "measures[1].titel: is not known here. Allowed: code, strand, title, definition, kind, unit, decimals, source, figure, where, outOf, window, good, baseline, target, tolerance, nationalCode, nationalService, publish, largestJump.")]
    [InlineData("\"definition\": \"Volunteers who were active.\", ", "", "measures[1].definition: is missing.")]
    [InlineData("\"kind\": \"people\"", "\"kind\": \"persons\"", "measures[1].kind: \"persons\" is not allowed. Allowed: count, people, rate, average, money, milestone, text.")]
    [InlineData("\"source\": \"submitted\"", "\"source\": \"lead\"", "measures[1].source: \"lead\" is not allowed. Allowed: computed, submitted, carried-forward.|measures[1].figure: is missing.")]
    [InlineData("\"publish\": \"as-it-is\"", "\"publish\": \"yes\"", "measures[2].publish: \"yes\" is not allowed. Allowed: as-it-is, small-numbers, never.")]
    [InlineData("\"publish\": \"as-it-is\"", "\"good\": \"up\"", "measures[2].good: \"up\" is not allowed. Allowed: higher, lower, neither.")]
    [InlineData("\"largestJump\": 50", "\"largestJump\": \"half\"", "measures[1].largestJump: must be a number.")]
    [InlineData("\"largestJump\": 50", "\"decimals\": 7", "measures[1].decimals: must be a whole number from 0 to 6.")]
    public void In_measures(string words, string instead, string problem) => Expect(words, instead, problem);

    [Theory]
    [InlineData("[5, 10, 20, 30, 40, 45, 55, 65, 75, 85, 95]")]
    [InlineData("[5, 10, 20, 30, 40, 45, 55, 65, 75, 85, 95, 99]")]
    [InlineData("[5, 10, 20, 30, 40, 35, 55, 65, 75, 85, 95, 100]")]
    [InlineData("[-5, 10, 20, 30, 40, 45, 55, 65, 75, 85, 95, 100]")]
    [InlineData("[]")]
    public void In_profiles(string profile) => Expect(
        "\"2026-27\": 24 } }", $"\"2026-27\": 24 }}, \"profile\": {profile} }}, \"window\": \"year-to-date\"",
        "measures[1].target.profile: must have twelve percentages from April to March, each of what is due by the end of the month, none less than the one before it, and the last 100.");

    [Theory]
    [InlineData("\"2026-27\": 24 } }", "\"2026-27\": 24 }, \"profile\": [5, 10, 20, 30, 40, 45, 55, 65, 75, 85, 95, 100] }", 1)]
    [InlineData("{ \"perYear\": 0.5 }", "{ \"perYear\": 0.5, \"profile\": [5, 10, 20, 30, 40, 45, 55, 65, 75, 85, 95, 100] }", 0)]
    public void A_profile_is_for_what_is_counted_from_April_on(string words, string instead, int measure) => Expect(
        words, instead, $"measures[{measure}].target.profile: is for counts, people and money that are counted from April on (\"window\": \"year-to-date\"): of nothing else is a part of the target due.");

    [Theory]
    [InlineData("\"figure\": \"breastfeeding.rate\", ", "", "measures[0].figure: is missing.")]
    [InlineData("\"kind\": \"rate\"", "\"kind\": \"count\"", "measures[0].kind: must be \"rate\" for breastfeeding.rate.")]
    [InlineData("\"point\"", "\"place\"", "measures[0].where.place: is not a column of breastfeeding.rate. Allowed: point.")]
    [InlineData("\"breastfeeding.rate\", \"where\": { \"point\": [ \"birth\" ] }", "\"reach.registered\", \"where\": { \"ward\": [ \"Appleton\" ] }", "measures[0].where.ward: reach.registered has no columns to choose by.")]
    [InlineData("[ \"birth\" ]", "\"birth\"", "measures[0].where.point: must be a list: [ ... ].")]
    [InlineData("\"largestJump\": 50", "\"figure\": \"attendance.people\"", "measures[1].figure: is for measures whose source is \"computed\".")]
    [InlineData("\"largestJump\": 50", "\"where\": { \"place\": [ \"ditton\" ] }", "measures[1].where: is for measures whose source is \"computed\".")]
    [InlineData("\"largestJump\": 50", "\"outOf\": 28", "measures[1].outOf: is for measures whose source is \"computed\".")]
    public void In_what_is_computed(string words, string instead, string problem) => Expect(words, instead, problem);

    [Fact]
    public void A_figure_that_is_not_computed_by_the_hub_is_answered_with_those_that_are()
    {
        var problem = Assert.Single(GivenStrands.Read(GivenStrands.With("breastfeeding.rate", "breastfeeding.babies")).Problems);

        Assert.StartsWith("strands.json, measures[0].figure: \"breastfeeding.babies\" is not a figure. Allowed: attendance.people, ", problem, StringComparison.Ordinal);
        Assert.Contains("breastfeeding.coverage", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"since:2024-07\"", "\"quarter\"", "measures[0].window: \"quarter\" is not allowed. Allowed: month, year-to-date, last-12-months, since:2024-07.")]
    [InlineData("\"since:2024-07\"", "\"since:July 2024\"", "measures[0].window: \"since:July 2024\" is not allowed. Allowed: month, year-to-date, last-12-months, since:2024-07.")]
    [InlineData("\"since:2024-07\"", "\"since:2024-25\"", "measures[0].window: \"since:2024-25\" is not allowed. Allowed: month, year-to-date, last-12-months, since:2024-07.")]
    [InlineData("\"since:2024-07\"", "\"since:0024-07\"", "measures[0].window: \"since:0024-07\" is not allowed. Allowed: month, year-to-date, last-12-months, since:2024-07.")]
    [InlineData("{ \"months\": \"2022-23\" }", "{ \"months\": \"2022\" }", "measures[0].baseline.months: \"2022\" is not a month, quarter or year like 2022-10, 2022-23-q3 or 2022-23.|measures[0].target: \"perYear\" needs a \"baseline\" to begin from.")]
    [InlineData("{ \"months\": \"2022-23\" }", "{ \"year\": \"2022-23\", \"months\": \"2022-23\" }", "measures[0].baseline.year: is not known here. Allowed: months, value.")]
    [InlineData("\"2022-23-q4\", \"value\": 12", "\"2022-23-q4\"", "measures[1].baseline.value: is missing: only computed measures can compute their baseline.")]
    [InlineData("\"baseline\": { \"months\": \"2022-23\" }, ", "", "measures[0].target: \"perYear\" needs a \"baseline\" to begin from.")]
    [InlineData("{ \"perYear\": 0.5 }", "{}", "measures[0].target: must have either \"perYear\" or \"byYear\".")]
    [InlineData("{ \"perYear\": 0.5 }", "{ \"perYear\": 0.5, \"byYear\": { \"2026-27\": 60 } }", "measures[0].target: must have either \"perYear\" or \"byYear\".")]
    [InlineData("\"byYear\": { \"2025-26\": 20", "\"byYear\": { \"2026\": 20", "measures[1].target.byYear.2026: \"2026\" is not a financial year like 2026-27.")]
    public void In_windows_baselines_and_targets(string words, string instead, string problem) => Expect(words, instead, problem);

    [Theory]
    [InlineData("\"lead\": { \"id\": \"lead-feeding\", \"name\": \"Infant feeding lead\", \"email\": \"feeding@halton.example.gov.uk\" }", "\"leads\": []", "strands[0].leads: must name at least one person. Leave it out where nobody is asked.")]
    [InlineData("{ \"id\": \"deputy\", \"name\": \"Deputy manager\", \"email\": \"deputy@halton.example.gov.uk\" }", "{ \"id\": \"programme-manager\", \"name\": \"Programme manager\", \"email\": \"manager@halton.example.gov.uk\" }", "standIn: is the manager: name somebody who decides when the manager cannot.")]
    [InlineData("deputy@halton.example.gov.uk", "Manager@halton.example.gov.uk", "(the whole file): the ids \"programme-manager\" and \"deputy\" have the same address manager@halton.example.gov.uk: who is the same person has one id.")]
    [InlineData("{ \"perYear\": 0.5 }", "{ \"byYear\": { \"2026-27\": 850 } }", "measures[0].target: 850 is no share: use 0 to 100.")]
    [InlineData("{ \"months\": \"2022-23\" }", "{ \"months\": \"2022-23\", \"value\": 509 }", "measures[0].baseline: 509 is no share: use 0 to 100.")]
    [InlineData("\"atMost\": [ \"IF-01\" ]", "\"atMost\": [ \"PC-02\" ]", "checks[0].atMost[0]: PC-02 is no number, and cannot be added up.")]
    [InlineData("\"title\": \"Volunteers\"", "\"title\": \"Breastfeeding at birth\"", "measures: IF-01 and IF-05 of infant-feeding are all called \"Breastfeeding at birth\": give each a title of its own.")]
    [InlineData("\"readers\": [", "\"readers\": [ { \"id\": \"board\", \"name\": \"Board secretary\", \"email\": \"board@halton.example.gov.uk\", \"figures\": \"raw\" },", "readers: \"board\" stands 2 times; it must be unique.")]
    public void What_can_only_be_a_slip(string words, string instead, string problem) => Expect(words, instead, problem);

    [Theory]
    [InlineData("\"parts\": [ \"IF-05\" ]", "\"parts\": [ \"IF-05\", \"IF-06\" ]", "checks[0].parts[1]: \"IF-06\" is not a measure of this file.")]
    [InlineData("\"atMost\": [ \"IF-01\" ]", "\"atMost\": [ \"if-01\" ]", "checks[0].atMost[0]: \"if-01\" is not a measure of this file.")]
    [InlineData("\"atMost\": [ \"IF-01\" ]", "\"atMost\": []", "checks[0].atMost: must name at least one measure.")]
    [InlineData("\"parts\": [ \"IF-05\" ]", "\"parts\": \"IF-05\"", "checks[0].parts: must be a list: [ ... ].|checks[0].parts: must name at least one measure.")]
    [InlineData(", \"says\": \"There cannot be more volunteers than mothers.\"", "", "checks[0].says: is missing.")]
    public void In_checks(string words, string instead, string problem) => Expect(words, instead, problem);

    [Theory]
    [InlineData("", "strands.json, line 1, column 1: is not JSON: there is nothing to read.")]
    [InlineData("{ \"strands\": [", "strands.json, line 1, column 15: is not JSON: it ends too early: a closing bracket is missing.")]
    [InlineData("{ \"\\uD800\": 1 }", "strands.json, (the whole file): has a text with half a character in it")]
    [InlineData("[]", "strands.json, (the whole file): must be an object: { ... }.")]
    [InlineData("\"Transformation\"", "strands.json, (the whole file): must be an object: { ... }.")]
    public void What_is_no_settings_at_all_is_said_and_nothing_is_read(string text, string problem)
    {
        var (returns, problems) = GivenStrands.Read(text);

        Assert.Null(returns);
        Assert.StartsWith(problem, problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_are_named_at_once()
    {
        var (_, problems) = GivenStrands.Read(
            GivenStrands.With("\"kind\": \"people\"", "\"kind\": \"persons\"").Replace("\"IDACI\"", "\"IDAOPI\"", StringComparison.Ordinal).Replace("\"2025-26\": 129000", "\"25/26\": 129000", StringComparison.Ordinal));

        Assert.Equal(
            ["measures[1].kind", "reach.index", "strands[0].award.25/26"],
            problems.Select(problem => problem["strands.json, ".Length..problem.IndexOf(": ", StringComparison.Ordinal)]).Order());
    }

    private static void Expect(string words, string instead, string problems)
    {
        var (returns, found) = GivenStrands.Read(GivenStrands.With(words, instead));

        Assert.Equal(problems.Split('|').Select(problem => "strands.json, " + problem), found);
        Assert.Null(returns);
    }
}
