using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Model;

/// <summary>A financial year of English local government: 1 April to 31 March.</summary>
/// <param name="StartYear">The calendar year that it begins in.</param>
[JsonConverter(typeof(JsonText))]
public readonly record struct FinancialYear(int StartYear) : IComparable<FinancialYear>
{
    /// <summary>April.</summary>
    public YearMonth First => new(StartYear, 4);

    /// <summary>March.</summary>
    public YearMonth Last => new(StartYear + 1, 3);

    /// <summary>All twelve months.</summary>
    public MonthSpan Months => new(First, Last);

    /// <summary>The financial year of a month.</summary>
    public static FinancialYear Of(YearMonth month) => new(month.Month >= 4 ? month.Year : month.Year - 1);

    /// <summary>Reads "2026-27"; null for anything else, also for years that do not follow each other.</summary>
    public static FinancialYear? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 7 && int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1990 and < 2200
            && text == new FinancialYear(year).ToString() ? new FinancialYear(year) : null;
    }

    /// <inheritdoc/>
    public int CompareTo(FinancialYear other) => StartYear.CompareTo(other.StartYear);

    /// <summary>"2026-27".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{StartYear:D4}-{(StartYear + 1) % 100:D2}");

    /// <summary>Earlier.</summary>
    public static bool operator <(FinancialYear one, FinancialYear other) => one.StartYear < other.StartYear;

    /// <summary>Later.</summary>
    public static bool operator >(FinancialYear one, FinancialYear other) => one.StartYear > other.StartYear;

    /// <summary>Not later.</summary>
    public static bool operator <=(FinancialYear one, FinancialYear other) => one.StartYear <= other.StartYear;

    /// <summary>Not earlier.</summary>
    public static bool operator >=(FinancialYear one, FinancialYear other) => one.StartYear >= other.StartYear;

    /// <summary>In JSON it is its text, also as a key.</summary>
    internal sealed class JsonText : JsonConverter<FinancialYear>
    {
        public override FinancialYear Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Parse(reader.GetString() ?? "") ?? throw new JsonException("This is no financial year like 2026-27.");

        public override void Write(Utf8JsonWriter writer, FinancialYear value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());

        public override FinancialYear ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Read(ref reader, typeToConvert, options);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, FinancialYear value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value.ToString());
    }
}
