using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.FundingReturns.Sources.People;
using HubAutomation.Shared.FundingReturns.Sources.Reading;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Tests.FundingReturns.Sources;
using HubAutomation.Shared.Tests.FundingReturns.Sources.People;
using NodaTime;

namespace HubAutomation.Shared.Tests.FundingReturns.Rules;

/// <summary>What the files said something of before and say nothing of now, by strand, place and programme, with how much is at stake.</summary>
public sealed class CompletenessTests
{
    private static readonly YearMonth September = new(2026, 9);
    private static readonly YearMonth October = new(2026, 10);

    [Fact]
    public void A_ledger_of_two_strands_sent_as_a_correction_for_the_month()
    {
        var found = Check(Spent, now: [.. Ledger(September, "parenting", "perinatal", "infant-feeding", "home-learning"), .. Ledger(October, "parenting", "perinatal")], before: []);

        Assert.Equal(
            "not-reported data-team ledger 2026-10, strand: home-learning, infant-feeding: ledger says nothing for October 2026 of the strands Early language and home learning environment (£1,200.50 in 3 rows in September 2026) and Infant feeding (£1,200.50 in 3 rows in September 2026). If rows are missing, what is counted of them is too low. Upload the whole file, or say why there was nothing.",
            Words(Assert.Single(found)));
    }

    [Fact]
    public void A_ledger_of_two_strands_sent_as_a_correction_for_the_year()
    {
        string[] strands = ["infant-feeding", "parenting", "perinatal"];
        IReadOnlyList<Reported> whole = [.. Ledger(new(2026, 8), strands), .. Ledger(September, strands), .. Ledger(October, strands)];

        var found = Check(Spent, now: [.. whole.Where(one => one.Name != "infant-feeding")], before: whole);

        Assert.Equal(
            [
                "ledger says nothing for October 2026 of the strand Infant feeding (£1,200.50 in 3 rows before the file was replaced). If rows are missing, what is counted of it is too low. Upload the whole file, or say why there was nothing.",
                "ledger no longer has what was counted before of the strand Infant feeding (August 2026 to September 2026: £2,401.00 in 6 rows). A file stands for all of its months: a correction must hold everything of them and not only what changed. Upload the whole file, or say why it is gone.",
            ],
            found.Select(finding => finding.Sentence));
    }

    [Fact]
    public void Before_a_first_return_a_ledger_is_held_against_its_own_last_year() => Assert.Equal(
        "not-reported", Assert.Single(Check(Spent, now: [.. Ledger(new(2026, 3), "parenting", "perinatal"), .. Ledger(October, "parenting")], before: [])).Rule);

    [Fact]
    public void A_strand_whose_money_was_spent_is_asked_about_once()
    {
        IReadOnlyList<Reported> files = [.. Ledger(new(2026, 3), "parenting", "perinatal"), .. Ledger(September, "parenting"), .. Ledger(October, "parenting")];

        Assert.Empty(Check(Spent, files, before: [.. files.Where(one => one.Month != October)], last: September));
    }

    [Theory]
    [InlineData(ReportedBy.Role, "child", "the role child (30 visits in September 2026)")]
    [InlineData(ReportedBy.Delivery, "online", "the delivery online (30 visits in September 2026)")]
    public void Nobody_online_and_no_child_at_all_is_asked_about(ReportedBy by, string name, string named)
    {
        IReadOnlyList<Reported> september = [Visits(by, name, September, 30), Visits(ReportedBy.Programme, "HENRY", September, 40)];

        var found = Check([Measure("attendance.people")], now: [Visits(ReportedBy.Programme, "HENRY", October, 40)], september, September);

        Assert.Contains($"attendance says nothing for October 2026 of {named}", Assert.Single(found).Sentence, StringComparison.Ordinal);
        Assert.Empty(Check([Measure("attendance.people", ("role", "adult"), ("delivery", "in person"))], now: [Visits(ReportedBy.Programme, "HENRY", October, 40)], september, September));
    }

    [Fact]
    public void What_a_file_said_before_it_was_replaced_is_what_it_said_last() => Assert.Equal(
        ["Solihull 1", "HENRY 18"],
        Reported.Newest([Visits(ReportedBy.Programme, "Solihull", October, 1), Visits(ReportedBy.Programme, "HENRY", October, 18), Visits(ReportedBy.Programme, "SOLIHULL", October, 18)])
            .Select(one => $"{one.Name} {one.Number}"));

    [Fact]
    public void A_forecast_that_is_there_no_longer_makes_a_projection_another_one()
    {
        Reported Ahead(string strand, YearMonth month) => new("ledger", ReportedBy.Forecast, strand, month, 1, 6900);
        IReadOnlyList<Reported> before = [.. Ledger(September, "parenting"), Ahead("parenting", October), Ahead("parenting", new(2026, 11)), Ahead("parenting", new(2027, 3))];
        var projection = Measure("ledger.projection");

        Assert.Equal(
            "ledger no longer has what was counted before of the forecast of Parenting (November 2026 and March 2027: £13,800.00 in 2 rows). A file stands for all of its months: a correction must hold everything of them and not only what changed. Upload the whole file, or say why it is gone.",
            Assert.Single(Check([projection], now: [.. Ledger(September, "parenting"), .. Ledger(October, "parenting")], before, September)).Sentence);
        Assert.Empty(Check(Spent, now: [.. Ledger(September, "parenting"), .. Ledger(October, "parenting")], before, September));
    }

    [Fact]
    public void A_place_and_a_programme_that_had_somebody_last_month_and_nobody_now()
    {
        IReadOnlyList<Reported> september = [Visits(ReportedBy.Place, "kingsway", September, 34), Visits(ReportedBy.Place, "ditton", September, 1), Visits(ReportedBy.Programme, "HENRY", September, 12)];

        var found = Check([Measure("attendance.people")], now: [Visits(ReportedBy.Place, "ditton", October, 7), Visits(ReportedBy.Programme, "Peep", October, 7)], september, September);

        Assert.Equal(
            [
                "attendance says nothing for October 2026 of the place Kingsway Family Hub (34 visits in September 2026). If rows are missing, what is counted of it is too low. Upload the whole file, or say why there was nothing.",
                "attendance says nothing for October 2026 of the programme HENRY (12 visits in September 2026). If rows are missing, what is counted of it is too low. Upload the whole file, or say why there was nothing.",
            ],
            found.Select(finding => finding.Sentence));
    }

    [Theory]
    [InlineData("henry")]
    [InlineData(" HENRY ")]
    public void However_it_is_written_it_is_there(string written) => Assert.Empty(Check(
        [Measure("attendance.people")], now: [Visits(ReportedBy.Programme, "HENRY", September, 12), Visits(ReportedBy.Programme, written, October, 9)], before: []));

    [Fact]
    public void Between_returns_no_month_is_skipped()
    {
        IReadOnlyList<Reported> august = [Visits(ReportedBy.Place, "kingsway", new(2026, 8), 34), Visits(ReportedBy.Place, "ditton", new(2026, 8), 3)];

        Assert.Single(Check([Measure("attendance.people")], now: [Visits(ReportedBy.Place, "ditton", October, 7)], august, last: new(2026, 8)));
        Assert.Empty(Check([Measure("attendance.people")], now: [Visits(ReportedBy.Place, "ditton", October, 7)], august, last: September));
    }

    [Fact]
    public void What_never_was_there_what_was_closed_and_what_no_measure_uses_is_not_asked_about()
    {
        IReadOnlyList<Reported> now = [Visits(ReportedBy.Place, "ditton", October, 7)];

        // A new place.
        Assert.Empty(Check([Measure("attendance.people")], now, before: []));

        // A place that was taken out of places.json, a strand that was taken out of strands.json.
        Assert.Empty(Check([Measure("attendance.people")], now, before: [Visits(ReportedBy.Place, "old-baths", September, 7)], September));
        Assert.Empty(Check(Spent, now: Ledger(October, "parenting"), before: Ledger(September, "haf"), September));

        // Measures that are of another place or programme, or of no attendance at all.
        IReadOnlyList<Reported> september = [Visits(ReportedBy.Place, "kingsway", September, 7), Visits(ReportedBy.Programme, "HENRY", September, 7)];
        Assert.Empty(Check([Measure("attendance.people", ("place", "Ditton"), ("programme", "Peep"))], now, september, September));
        Assert.Equal(2, Check([Measure("attendance.people", ("place", "Kingsway CC"), ("programme", "henry"))], now, september, September).Count);
        Assert.Equal(2, Check([Measure("reach.accessing")], now, september, September).Count);
        Assert.Empty(Check(Spent, now, september, September));
    }

    [Fact]
    public void A_month_without_any_rows_is_missing_as_a_whole_and_asked_about_as_that() =>
        Assert.Empty(Check([Measure("attendance.people")], now: [Visits(ReportedBy.Place, "kingsway", September, 34)], before: [Visits(ReportedBy.Place, "kingsway", September, 34)], September));

    [Fact]
    public void A_period_is_held_against_what_its_months_have_counted_the_last_month_too()
    {
        IReadOnlyList<Reported> months = [.. Ledger(September, "parenting", "perinatal"), .. Ledger(October, "parenting", "perinatal")];

        Assert.Equal(
            "ledger no longer has what was counted before of the strand Parenting (September 2026 to October 2026: £2,401.00 in 6 rows). A file stands for all of its months: a correction must hold everything of them and not only what changed. Upload the whole file, or say why it is gone.",
            Assert.Single(Completeness.CheckPeriod(new ReportedMatter(October, Given.Halton with { Measures = Spent }, Places, [.. months.Where(one => one.Name == "perinatal")], months, null))).Sentence);
        Assert.Empty(Completeness.CheckPeriod(new ReportedMatter(October, Given.Halton with { Measures = Spent }, Places, [.. Ledger(September, "parenting"), .. Ledger(October, "perinatal")], [], null)));
    }

    [Fact]
    public void A_course_is_not_held_every_month_but_does_not_vanish_from_months_that_are_past()
    {
        Reported Course(string name, YearMonth month) => new("training", ReportedBy.Course, name, month, 4);
        var training = Measure("training.people");

        Assert.Empty(Check([training], now: [Course("VIG", September), Course("Peep", October)], before: [Course("VIG", September)], September));
        Assert.Equal(
            "training no longer has what was counted before of the course VIG (September 2026: 4 rows). A file stands for all of its months: a correction must hold everything of them and not only what changed. Upload the whole file, or say why it is gone.",
            Assert.Single(Check([training], now: [Course("Peep", September), Course("Peep", October)], before: [Course("VIG", September)], September)).Sentence);
        Assert.Single(Check([training], now: [Course("Peep", October)], before: [Course("VIG", October)], September));
    }

    [Fact]
    public void Registered_people_of_a_postcode_district_are_missed_when_they_are_more_than_a_family()
    {
        Reported Registered(string district, YearMonth month, int people) => new("registrations", ReportedBy.PostcodeDistrict, district, month, people);
        IReadOnlyList<Reported> now = [Registered("WA8", October, 210)];

        Assert.Equal(
            "registrations says nothing for October 2026 of the postcode district WA7 (198 people in September 2026). If rows are missing, what is counted of it is too low. Upload the whole file, or say why there was nothing.",
            Assert.Single(Check([Measure("reach.registered")], now, [Registered("WA8", September, 208), Registered("WA7", September, 198), Registered("L24", September, 3)], September)).Sentence);
    }

    [Fact]
    public void A_partner_who_offers_nothing_any_more_is_asked_about_and_past_timetables_are_not()
    {
        Reported Offered(string partner, YearMonth month) => new("timetables", ReportedBy.Partner, partner, month, 5);

        Assert.Equal(
            "timetables says nothing for October 2026 of the partner St Aidan's (5 sessions in September 2026). If rows are missing, what is counted of it is too low. Have the timetable taken in, or say why there was nothing.",
            Assert.Single(Check([Measure("timetables.sessions")], now: [Offered("Libraries", October), Offered("St Aidan's", September)], before: [Offered("Dads", new(2026, 8))], September)).Sentence);
    }

    [Fact]
    public void Of_many_the_first_are_named_and_an_answer_holds_for_exactly_these()
    {
        IReadOnlyList<Reported> september = [.. Enumerable.Range(1, 9).Select(i => Visits(ReportedBy.Programme, $"Course {i}", September, i))];
        IReadOnlyList<Reported> october = [Visits(ReportedBy.Programme, "Course 9", October, 1)];

        var nearlyAll = Assert.Single(Check([Measure("attendance.people")], october, september, September));
        var fewer = Assert.Single(Check([Measure("attendance.people")], [.. october, Visits(ReportedBy.Programme, "Course 1", October, 1)], september, September));

        Assert.Contains("Course 6 (6 visits in September 2026) and 2 more. If", nearlyAll.Sentence, StringComparison.Ordinal);
        Assert.NotEqual(nearlyAll.Key, fewer.Key);
    }

    [Fact]
    public async Task In_the_sample_files_nothing_is_missed_from_month_to_month_but_what_was_not_there()
    {
        var found = new List<string>();
        foreach (var authority in new[] { "halton", "don-valley" })
        {
            IReadOnlyList<Reported> before = [];
            for (var month = new YearMonth(2025, 12); month.CompareTo(October) <= 0; month = month.PlusMonths(1))
            {
                var now = await ReadAsync(authority, month, Given.Samples(authority));
                found.AddRange(Completeness.Check(new ReportedMatter(month, Given.SampleSettings(authority), SamplePlaces(authority), now, before, before.Count == 0 ? null : month.PlusMonths(-1)))
                    .Select(finding => finding.Place!));
                before = now;
            }
        }

        Assert.Equal(["attendance 2026-05, place: st-aidans", "attendance 2026-10, place: st-aidans"], found.Where(place => !place.Contains("programme", StringComparison.Ordinal)));

        // Halton's Solihull began in December 2025; don-valley's Dads Club paused in January, February and September 2026.
        Assert.Equal(["attendance 2026-01, programme: Dads Club", "attendance 2026-09, programme: Dads Club"], found.Where(place => place.Contains("programme", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_sample_ledger_of_two_strands_lacks_the_four_others()
    {
        var (whole, file) = (Given.Samples("halton"), "2026-27.csv");
        var ledger = whole.Single(one => one.Source == "ledger" && one.Name == file);
        using var reader = new StreamReader(await ledger.OpenAsync(default));
        var lines = (await reader.ReadToEndAsync()).Split('\n');
        var two = string.Join('\n', lines.Where((line, i) => i == 0 || line.Contains(",parenting,", StringComparison.Ordinal) || line.Contains(",perinatal,", StringComparison.Ordinal)));
        var corrected = whole.Where(one => one != ledger).Append(Given.File("ledger/" + file, two)).ToList();

        var found = Completeness.Check(new ReportedMatter(
            October, Given.SampleSettings("halton"), SamplePlaces("halton"), await ReadAsync("halton", October, corrected), await ReadAsync("halton", October, whole), null));

        Assert.Equal(
            [
                "ledger 2026-10, strand: home-learning, infant-feeding, start-for-life, transformation",
                "ledger 2026-10, strand: home-learning, infant-feeding, start-for-life, transformation",
                "ledger 2026-10, forecast of: home-learning, infant-feeding, transformation",
            ],
            found.Where(finding => finding.Place!.StartsWith("ledger", StringComparison.Ordinal)).Select(finding => finding.Place));
    }

    /// <summary>What the sample files say for the return of a month.</summary>
    private static async Task<IReadOnlyList<Reported>> ReadAsync(string authority, YearMonth month, IReadOnlyList<SourceFile> files)
    {
        var returns = Given.SampleSettings(authority);
        var requests = ReturnLines.Requests(returns, MonthSpan.Of(month));
        var reported = new List<Reported>();
        foreach (var source in new[] { "ledger", "training", "panel", "attendance" })
        {
            var wanted = requests.Where(request => request.Query.Source == source).ToList();
            var reading = source == AttendanceSource.Name ? await AttendanceSource.ReadAsync(wanted, files, SamplePlaces(authority), default) : await Given.ReadAsync(source, wanted, files, returns);
            reported.AddRange(reading.Reported);
        }

        return reported;
    }

    private static IReadOnlyList<Place> SamplePlaces(string authority) => Given.Sample(authority).Places;

    private static IReadOnlyList<Measure> Spent => [Measure("ledger.spent")];

    private static Measure Measure(string figure, params (string Column, string Value)[] where) => GivenMaterial.Measure(MeasureKind.Count, figure) with
    {
        Source = MeasureSource.Computed,
        Figure = new FigureQuery(figure.Split('.')[0], figure.Split('.')[1], where.ToDictionary(chosen => chosen.Column, IReadOnlyList<string> (chosen) => [chosen.Value])),
    };

    private static Reported[] Ledger(YearMonth month, params string[] strands) => [.. strands.Select(strand => new Reported("ledger", ReportedBy.Strand, strand, month, 3, 1200.50m))];

    private static Reported Visits(ReportedBy by, string name, YearMonth month, int visits) => new("attendance", by, name, month, visits);

    private static IReadOnlyList<Finding> Check(IReadOnlyList<Measure> measures, IReadOnlyList<Reported> now, IReadOnlyList<Reported> before, YearMonth? last = null) =>
        Completeness.Check(new ReportedMatter(October, Given.Halton with { Measures = measures }, Places, now, before, last));

    private static IReadOnlyList<Place> Places => GivenFiles.Places;

    private static string Words(Finding finding) => $"{finding.Rule} {finding.MendBy} {finding.Place}: {finding.Sentence}";
}
