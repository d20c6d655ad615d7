using System.Globalization;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace HubAutomation.Shared.FundingReturns.Model;

/// <summary>Whole months in a row, both ends included: a month, a quarter, a year, or the months since something began.</summary>
/// <param name="From">The first month.</param>
/// <param name="To">The last month.</param>
public sealed record MonthSpan(YearMonth From, YearMonth To)
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>One month.</summary>
    public static MonthSpan Of(YearMonth month) => new(month, month);

    /// <summary>The quarter of the financial year that a month is in: Q1 is April to June.</summary>
    public static MonthSpan QuarterOf(YearMonth month)
    {
        var first = month.PlusMonths(-((month.Month - 1) % 3));
        return new MonthSpan(first, first.PlusMonths(2));
    }

    /// <summary>Reads "2026-10" (a month), "2026-27-q3" (a quarter of a financial year) or "2026-27" (a financial year); null for anything else, also for years that no return is of.</summary>
    public static MonthSpan? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 10 && text[7..9] is "-q" or "-Q" && text[9] is >= '1' and <= '4' && FinancialYear.Parse(text[..7]) is { } year)
            return QuarterOf(year.First.PlusMonths(3 * (text[9] - '1')));

        // From 2012-13 on, no financial year can be taken for a month.
        return FinancialYear.Parse(text) is { } whole && whole.StartYear % 100 >= 12 ? whole.Months
            : YearMonthPattern.Iso.Parse(text) is { Success: true, Value.Year: >= 1990 and < 2200 } month ? Of(month.Value) : null;
    }

    /// <summary>The first date.</summary>
    [JsonIgnore]
    public LocalDate FirstDate => From.OnDayOfMonth(1);

    /// <summary>The last date.</summary>
    [JsonIgnore]
    public LocalDate LastDate => To.OnDayOfMonth(1).PlusMonths(1).PlusDays(-1);

    /// <summary>How many months.</summary>
    [JsonIgnore]
    public int Count => (12 * (To.Year - From.Year)) + To.Month - From.Month + 1;

    /// <summary>The months in order.</summary>
    [JsonIgnore]
    public IEnumerable<YearMonth> Months => Enumerable.Range(0, Count).Select(From.PlusMonths);

    /// <summary>Whether a month is within.</summary>
    public bool Contains(YearMonth month) => From.CompareTo(month) <= 0 && month.CompareTo(To) <= 0;

    /// <summary>Whether a date is within.</summary>
    public bool Contains(LocalDate date) => Contains(date.ToYearMonth());

    /// <summary>Whether another span lies within.</summary>
    public bool Contains(MonthSpan other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Contains(other.From) && Contains(other.To);
    }

    /// <summary>As people say it: "October 2026", "July to September 2026 (Q2 2026-27)", "the year 2026-27", "July 2024 to December 2024".</summary>
    public string Describe()
    {
        var year = FinancialYear.Of(From);
        return this == Of(From) ? Name(From)
            : this == year.Months ? $"the year {year}"
            : this == QuarterOf(From) ? $"{Name(From, withYear: false)} to {Name(To)} (Q{1 + ((From.Month + 8) % 12 / 3)} {year})"
            : $"{Name(From)} to {Name(To)}";
    }

    /// <summary>Months in words, those in a row as one: "April 2025 to June 2026 and October 2026".</summary>
    public static string Describe(IEnumerable<YearMonth> months)
    {
        var runs = new List<MonthSpan>();
        foreach (var month in months.Order())
        {
            if (runs.Count > 0 && runs[^1].To.PlusMonths(1) == month)
                runs[^1] = runs[^1] with { To = month };
            else
                runs.Add(Of(month));
        }

        var words = runs.ConvertAll(run => run.Describe());
        return words.Count == 1 ? words[0] : $"{string.Join(", ", words.Take(words.Count - 1))} and {words[^1]}";
    }

    /// <summary>As a file's or an address's part: "2026-10", "2026-27-q3", "2026-27"; "2024-07_2024-12" for other spans.</summary>
    public override string ToString()
    {
        var year = FinancialYear.Of(From);
        return this == Of(From) ? YearMonthPattern.Iso.Format(From)
            : this == year.Months ? year.ToString()
            : this == QuarterOf(From) ? string.Create(CultureInfo.InvariantCulture, $"{year}-q{1 + ((From.Month + 8) % 12 / 3)}")
            : $"{YearMonthPattern.Iso.Format(From)}_{YearMonthPattern.Iso.Format(To)}";
    }

    /// <summary>A month as people write it: "October 2026".</summary>
    public static string Name(YearMonth month, bool withYear = true) => month.OnDayOfMonth(1).ToString(withYear ? "MMMM uuuu" : "MMMM", English);
}
