using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Text;

namespace HubAutomation.Shared.FundingReturns.Settings;

/// <summary>Reads <c>strands.json</c> and notes every mistake in it.</summary>
internal static class ReturnSettingsReader
{
    private static readonly Dictionary<string, MeasureKind> Kinds = new()
    {
        ["count"] = MeasureKind.Count,
        ["people"] = MeasureKind.People,
        ["rate"] = MeasureKind.Rate,
        ["average"] = MeasureKind.Average,
        ["money"] = MeasureKind.Money,
        ["milestone"] = MeasureKind.Milestone,
        ["text"] = MeasureKind.Text,
    };

    private static readonly Dictionary<string, MeasureSource> Sources = new()
    {
        ["computed"] = MeasureSource.Computed,
        ["submitted"] = MeasureSource.Submitted,
        ["carried-forward"] = MeasureSource.CarriedForward,
    };

    private static readonly Dictionary<string, GoodDirection> Directions = new()
    {
        ["higher"] = GoodDirection.Higher,
        ["lower"] = GoodDirection.Lower,
        ["neither"] = GoodDirection.Neither,
    };

    private static readonly Dictionary<string, PublishRule> PublishRules = new()
    {
        ["as-it-is"] = PublishRule.AsItIs,
        ["small-numbers"] = PublishRule.SmallNumbers,
        ["never"] = PublishRule.Never,
    };

    private static readonly Dictionary<string, DeprivationIndex> Indices = new() { ["IDACI"] = DeprivationIndex.Idaci, ["IMD"] = DeprivationIndex.Imd };

    // Whether a reader gets raw figures.
    private static readonly Dictionary<string, bool> ReadersFigures = new() { ["published"] = false, ["raw"] = true };

    private static readonly string[] OfComputed = ["figure", "where", "outOf"];

    private static readonly string[] Windows = ["month", "year-to-date", "last-12-months", "since:2024-07"];

    /// <summary>Reads the whole file.</summary>
    public static ReturnSettings Read(JsonNode root)
    {
        root.AllowOnly("timetable", "manager", "standIn", "readers", "capitalLimit", "reach", "strands", "measures", "checks");
        var manager = root.Member("manager") is { } person ? Person(person) : new ReturnPerson("", "", "");
        var standIn = root.Member("standIn", required: false) is { } other ? Person(other) : null;
        var readers = root.List("readers", Reader, required: false);
        NoteRepeats(root, "readers", readers.Select(reader => reader.Id));
        var strands = root.List("strands", Strand);
        NoteRepeats(root, "strands", strands.Select(strand => strand.Id));
        var measures = root.List("measures", node => Measure(node, strands));
        NoteRepeats(root, "measures", measures.Select(measure => measure.Code));
        foreach (var same in measures.Where(measure => measure.Title.Length > 0).GroupBy(measure => (measure.Strand, measure.Title, measure.NationalService)).Where(same => same.Count() > 1))
            root.Note("measures", $"{string.Join(" and ", same.Select(measure => measure.Code))} of {same.Key.Strand} are all called \"{same.Key.Title}\": give each a title of its own.");
        if (standIn is { Id.Length: > 0 } && standIn.Id == manager.Id)
            root.Note("standIn", "is the manager: name somebody who decides when the manager cannot.");
        foreach (var twice in NationalCodeRules.AnsweredTwice(measures))
            root.Note("measures", twice);
        NoteDifferentPeople(root, [.. new[] { manager, standIn }.Concat(readers).Concat(strands.SelectMany(strand => strand.Leads)).OfType<ReturnPerson>()]);
        return new ReturnSettings(
            Timetable(root), manager, standIn, readers, root.OptionalDecimal("capitalLimit"), root.Member("reach", required: false) is { } reach ? Reach(reach) : null,
            strands, measures, root.List("checks", node => Check(node, measures), required: false));
    }

    private static ReturnTimetable Timetable(JsonNode root)
    {
        var usual = new ReturnTimetable();
        if (root.Member("timetable", required: false) is not { } node)
            return usual;
        node.AllowOnly("opensOnWorkingDay", "leadsHaveWorkingDays", "remindWorkingDaysBefore", "waitForLateWorkingDays", "approvalWorkingDays");
        return new ReturnTimetable(
            node.OptionalNumber("opensOnWorkingDay", 1, 15, 0) is > 0 and var day ? day : null,
            node.OptionalNumber("leadsHaveWorkingDays", 1, 40, usual.LeadsHaveWorkingDays),
            node.OptionalNumber("remindWorkingDaysBefore", 0, 20, usual.RemindWorkingDaysBefore),
            node.OptionalNumber("waitForLateWorkingDays", 0, 40, usual.WaitForLateWorkingDays),
            node.OptionalNumber("approvalWorkingDays", 1, 40, usual.ApprovalWorkingDays));
    }

    private static ReturnPerson Person(JsonNode node) => Person(node, []);

    private static ReturnPerson Person(JsonNode node, params string[] more)
    {
        node.AllowOnly(["id", "name", "email", .. more]);
        var email = node.Text("email");
        if (email.Length > 0 && !Addresses.IsAddress(email))
            node.Note("email", $"\"{email}\" is not a mail address like team@example.gov.uk.");
        return new ReturnPerson(node.Id("id"), node.Text("name"), email);
    }

    private static ReturnPerson Reader(JsonNode node)
    {
        var getsRaw = node.OneOf("figures", ReadersFigures, false);
        return Person(node, "figures") with { GetsRaw = getsRaw };
    }

    private static Strand Strand(JsonNode node)
    {
        node.AllowOnly("id", "name", "nationalCode", "lead", "leads", "award");
        return new Strand(node.Id("id"), node.Text("name"), node.OptionalText("nationalCode"), null, ByYear(node, "award")).With(Leads(node));
    }

    private static IReadOnlyList<ReturnPerson> Leads(JsonNode strand)
    {
        var several = strand.List("leads", Person, required: false);
        if (several.Count == 0 && strand.Member("leads", required: false) is not null)
            strand.Note("leads", "must name at least one person. Leave it out where nobody is asked.");
        if (strand.Member("lead", required: false) is not { } node)
        {
            NoteRepeats(strand, "leads", several.Select(lead => lead.Id));
            return several;
        }

        if (several.Count > 0)
            strand.Note("leads", "must not stand beside \"lead\": put everybody who answers for the strand into one of them.");
        return [Person(node)];
    }

    private static Dictionary<FinancialYear, decimal> ByYear(JsonNode node, string name)
    {
        var years = new Dictionary<FinancialYear, decimal>();
        foreach (var (key, value) in node.Members(name))
        {
            if (FinancialYear.Parse(key) is { } year)
                years[year] = value.AsDecimal();
            else
                value.Note($"\"{key}\" is not a financial year like 2026-27.");
        }

        return years;
    }

    private static Measure Measure(JsonNode node, IReadOnlyList<Strand> strands)
    {
        node.AllowOnly(
            "code", "strand", "title", "definition", "kind", "unit", "decimals", "source", "figure", "where", "outOf", "window", "good", "baseline", "target", "tolerance",
            "nationalCode", "nationalService", "publish", "largestJump");
        var strand = node.Text("strand");
        if (strand.Length > 0 && strands.All(known => known.Id != strand))
            node.Note("strand", $"\"{strand}\" is not a strand of this file. Allowed: {string.Join(", ", strands.Select(known => known.Id))}.");
        var kind = node.OneOf("kind", Kinds);
        var source = node.OneOf("source", Sources);
        var (window, figure) = (Window(node), Figure(node, kind, source));
        var target = Target(node, window, kind, figure);
        var baseline = Baseline(node, source);
        if (target is { PerYear: not null } && baseline is null)
            node.Note("target", "\"perYear\" needs a \"baseline\" to begin from.");
        if (kind is MeasureKind.Rate && target?.ByYear.Values.FirstOrDefault(value => value is < 0 or > 100) is { } aim and not 0)
            node.Note("target", $"{aim.ToString(System.Globalization.CultureInfo.InvariantCulture)} is no share: use 0 to 100.");
        if (kind is MeasureKind.Rate && baseline?.Value is < 0 or > 100)
            node.Note("baseline", $"{baseline?.Value?.ToString(System.Globalization.CultureInfo.InvariantCulture)} is no share: use 0 to 100.");
        var (question, service) = (node.OptionalText("nationalCode"), node.OptionalText("nationalService"));
        foreach (var (member, problem) in NationalCodeRules.Mistakes(question, service, kind, window))
            node.Note(member, problem);
        return new Measure(
            Code(node), strand, node.Text("title"), node.Text("definition"), kind, node.OptionalText("unit") ?? UsualUnit(kind),
            node.OptionalNumber("decimals", 0, 6, kind is MeasureKind.Rate or MeasureKind.Average ? 1 : 0), source, figure, window,
            node.OneOf("good", Directions, kind is MeasureKind.Text ? GoodDirection.Neither : GoodDirection.Higher), baseline, target, node.OptionalDecimal("tolerance") ?? 0,
            question, node.OneOf("publish", PublishRules, UsualPublishing(kind)), node.OptionalDecimal("largestJump"))
        {
            NationalService = service,
        };
    }

    private static string Code(JsonNode node)
    {
        var code = node.Text("code");
        if (code.Length > 0 && !(code.Length <= 20 && code[0] is >= 'A' and <= 'Z' && code.All(c => c is (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-')))
            node.Note("code", $"\"{code}\" is not a code. Use a capital letter first, then up to 19 capital letters, digits and hyphens, like IF-01.");
        return code;
    }

    private static string UsualUnit(MeasureKind kind) => kind switch
    {
        MeasureKind.Rate => "%",
        MeasureKind.Money => "£",
        MeasureKind.People => "people",
        _ => "",
    };

    // Whatever may be about people is protected unless the file says that it is not: referrals are a count, and three of them are three people. What
    // leads write is theirs.
    private static PublishRule UsualPublishing(MeasureKind kind) => kind switch
    {
        MeasureKind.Money or MeasureKind.Milestone => PublishRule.AsItIs,
        MeasureKind.Text => PublishRule.Never,
        _ => PublishRule.SmallNumbers,
    };

    private static FigureQuery? Figure(JsonNode node, MeasureKind kind, MeasureSource source)
    {
        if (source != MeasureSource.Computed)
        {
            foreach (var name in OfComputed.Where(name => node.Member(name, required: false) is not null))
                node.Note(name, "is for measures whose source is \"computed\".");
            return null;
        }

        var figure = node.Text("figure");
        if (figure.Length == 0)
            return null;
        if (FigureCatalogue.Find(figure) is not { } known)
        {
            node.Note("figure", $"\"{figure}\" is not a figure. Allowed: {string.Join(", ", FigureCatalogue.All.Select(one => one.Name))}.");
            return null;
        }

        if (known.Kind != kind)
            node.Note("kind", $"must be \"{Kinds.First(pair => pair.Value == known.Kind).Key}\" for {figure}.");
        return new FigureQuery(known.Source, known.What, Where(node, known), node.OptionalDecimal("outOf"));
    }

    private static Dictionary<string, IReadOnlyList<string>> Where(JsonNode node, KnownFigure figure)
    {
        var where = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var (column, values) in node.Members("where"))
        {
            if (!figure.Filters.Contains(column))
                values.Note(figure.Filters.Count == 0 ? $"{figure.Name} has no columns to choose by." : $"is not a column of {figure.Name}. Allowed: {string.Join(", ", figure.Filters)}.");
            where[column] = [.. values.AsItems().Select(item => item.AsText())];
        }

        return where;
    }

    private static Window Window(JsonNode node)
    {
        var text = node.OptionalText("window") ?? "month";
        return text switch
        {
            "month" => new Window(WindowKind.Month),
            "year-to-date" => new Window(WindowKind.YearToDate),
            "last-12-months" => new Window(WindowKind.LastTwelveMonths),
            _ when text.StartsWith("since:", StringComparison.Ordinal) && MonthSpan.Parse(text["since:".Length..]) is { Count: 1 } first => new Window(WindowKind.Since, first.From),
            _ => Unknown(),
        };

        Window Unknown()
        {
            node.Note("window", $"\"{text}\" is not allowed. Allowed: {string.Join(", ", Windows)}.");
            return new Window(WindowKind.Month);
        }
    }

    private static Baseline? Baseline(JsonNode measure, MeasureSource source)
    {
        if (measure.Member("baseline", required: false) is not { } node)
            return null;
        node.AllowOnly("months", "value");
        var (text, value) = (node.Text("months"), node.OptionalDecimal("value"));
        var months = MonthSpan.Parse(text);
        if (text.Length > 0 && months is null)
            node.Note("months", $"\"{text}\" is not a month, quarter or year like 2022-10, 2022-23-q3 or 2022-23.");
        if (value is null && source != MeasureSource.Computed)
            node.Note("value", "is missing: only computed measures can compute their baseline.");
        return months is null ? null : new Baseline(months, value);
    }

    private static TargetPath? Target(JsonNode measure, Window window, MeasureKind kind, FigureQuery? figure)
    {
        if (measure.Member("target", required: false) is not { } node)
            return null;
        node.AllowOnly("perYear", "byYear", "profile");
        var (step, years) = (node.OptionalDecimal("perYear"), ByYear(node, "byYear"));
        if ((step is null) == (years.Count == 0))
            node.Note("must have either \"perYear\" or \"byYear\".");
        return new TargetPath(step, years) { Profile = Profile(node, window, kind, figure) };
    }

    /// <summary>Twelve shares of the year's target, each with those before it.</summary>
    private static List<decimal>? Profile(JsonNode target, Window window, MeasureKind kind, FigureQuery? figure)
    {
        if (target.Member("profile", required: false) is null)
            return null;
        var shares = target.List("profile", item => item.AsDecimal()).ToList();
        if (window.Kind is not WindowKind.YearToDate || kind is not (MeasureKind.Count or MeasureKind.People or MeasureKind.Money) || (figure is { } of && FigureCatalogue.IsLevel($"{of.Source}.{of.What}")))
            target.Note("profile", "is for counts, people and money that are counted from April on (\"window\": \"year-to-date\"): of nothing else is a part of the target due.");
        if (shares.Count != 12 || shares.Zip(shares.Skip(1)).Any(pair => pair.Second < pair.First) || shares[0] < 0 || shares[^1] != 100)
            target.Note("profile", "must have twelve percentages from April to March, each of what is due by the end of the month, none less than the one before it, and the last 100.");
        return shares;
    }

    private static ReachRule Reach(JsonNode node)
    {
        node.AllowOnly("district", "index", "release", "mostDeprivedPercent", "mostDeprivedAreas", "underAge", "accessWindow");
        var (percent, areas) = (node.OptionalNumber("mostDeprivedPercent", 1, 100, 0), node.OptionalNumber("mostDeprivedAreas", 1, 2000, 0));
        if ((node.Member("mostDeprivedPercent", required: false) is null) == (node.Member("mostDeprivedAreas", required: false) is null))
            node.Note("must have either \"mostDeprivedPercent\" (of all areas of England) or \"mostDeprivedAreas\" (the authority's own so many).");
        var release = node.OptionalNumber("release", 2019, 2025, 2025);
        if (release is > 2019 and < 2025)
            node.Note("release", "must be 2019 or 2025: other releases of the indices are not read.");
        var window = node.Member("accessWindow", required: false) is null ? new Window(WindowKind.LastTwelveMonths) : AccessWindow(node);
        return new ReachRule(
            node.Text("district"), node.OneOf("index", Indices), release, percent == 0 ? null : percent, areas == 0 ? null : areas, node.OptionalNumber("underAge", 1, 19, 5), window);
    }

    private static Window AccessWindow(JsonNode node)
    {
        var text = node.Text("accessWindow");
        if (text is "month" or "year-to-date" or "last-12-months")
            return new Window(text switch { "month" => WindowKind.Month, "year-to-date" => WindowKind.YearToDate, _ => WindowKind.LastTwelveMonths });
        node.Note("accessWindow", $"\"{text}\" is not allowed. Allowed: month, year-to-date, last-12-months.");
        return new Window(WindowKind.LastTwelveMonths);
    }

    private static SumRule Check(JsonNode node, IReadOnlyList<Measure> measures)
    {
        node.AllowOnly("parts", "atMost", "says");
        IReadOnlyList<string> Codes(string name)
        {
            var codes = node.List(name, item =>
            {
                var code = item.AsText();
                if (code.Length > 0 && measures.All(measure => measure.Code != code))
                    item.Note($"\"{code}\" is not a measure of this file.");
                else if (code.Length > 0 && measures.Where(measure => measure.Code == code).All(measure => measure.Kind is MeasureKind.Text or MeasureKind.Milestone))
                    item.Note($"{code} is no number, and cannot be added up.");
                return code;
            });
            if (codes.Count == 0)
                node.Note(name, "must name at least one measure.");
            return codes;
        }

        return new SumRule(Codes("parts"), Codes("atMost"), node.Text("says"));
    }

    private static void NoteRepeats(JsonNode root, string list, IEnumerable<string> ids)
    {
        foreach (var repeated in ids.Where(id => id.Length > 0).GroupBy(id => id).Where(group => group.Count() > 1))
            root.Note(list, $"\"{repeated.Key}\" stands {repeated.Count()} times; it must be unique.");
    }

    // The same person may lead two strands, but one id must not stand for two people.
    private static void NoteDifferentPeople(JsonNode root, IReadOnlyList<ReturnPerson> people)
    {
        foreach (var group in people.Where(person => person.Id.Length > 0).GroupBy(person => person.Id).Where(group => group.DistinctBy(person => (person.Name, person.Email)).Count() > 1))
            root.Note($"the id \"{group.Key}\" stands for different people: name and email must be the same wherever it stands.");
        foreach (var group in people.Where(person => person.Email.Length > 0).GroupBy(person => person.Email, StringComparer.OrdinalIgnoreCase).Where(group => group.DistinctBy(person => person.Id).Count() > 1))
            root.Note($"the ids {string.Join(" and ", group.Select(person => $"\"{person.Id}\"").Distinct())} have the same address {group.Key}: who is the same person has one id.");
    }
}
