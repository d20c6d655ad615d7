using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.Tests.Timetables.Publishing;
using HubAutomation.Testing.Browser;
using NodaTime;

namespace HubAutomation.Shared.Tests.FundingReturns.Settings;

/// <summary>Whatever somebody does to a council's strands.json, the hub reads it or says what is wrong with it.</summary>
public sealed class StrandsFilePropertyTests
{
    // Which no writer of JSON would write: put in afterwards.
    private const string HalfACharacter = "\"half a character\"";

    private static readonly string[] Odd =
    [
        "null", "true", "-1", "0", "1e400", "79228162514264337593543950335", "0.00000000000000000000000000001", "\"\"", "\" \"", "\"x\"", "\"IF-01\"", "\"2026-27\"", "\"9999-12\"", "\"since:9999-12\"",
        "\"since:\"", "\"2022-23-q9\"", "\"2022-23-\u00E9\"", "[]", "{}", "[[]]", "[null]", "{\"2026-27\":{}}", "{\"months\":\"9999-12\"}", "{\"perYear\":1e28}", HalfACharacter,
    ];

    public static TheoryData<string> Councils => ["halton", "don-valley"];

    [Theory]
    [MemberData(nameof(Councils))]
    public void A_value_put_in_the_place_of_another_is_read_or_named(string council)
    {
        var text = Sample(council);
        var places = Places(JsonNode.Parse(text)!, []).ToArray();
        var change = from place in Gen.Elements<object[]>(places) from value in Gen.Elements(Odd) select (place, value);
        Prop.ForAll(change.NonEmptyListOf().ToArbitrary(), changes =>
        {
            var root = JsonNode.Parse(text)!;
            foreach (var (place, value) in changes)
                Put(root, place, value);
            IsReadOrNamed(root.ToJsonString().Replace(HalfACharacter, "\"\\uD800\"", StringComparison.Ordinal));
        }).Check(Properties.Repeatable);
    }

    [Theory]
    [MemberData(nameof(Councils))]
    public void Characters_changed_left_out_or_doubled_are_read_or_named(string council)
    {
        var text = Sample(council);
        var change = from at in Gen.Choose(0, text.Length - 1) from what in Gen.Choose(0, 2) from value in Gen.Elements("{}[]\",:0-. x\\\u00E9\0".ToCharArray()) select (at, what, value);
        Prop.ForAll(change.NonEmptyListOf().ToArbitrary(), changes =>
        {
            var characters = text.ToList();
            foreach (var (at, what, value) in changes.Where(change => change.at < characters.Count))
            {
                if (what == 0)
                    characters[at] = value;
                else if (what == 1)
                    characters.RemoveAt(at);
                else
                    characters.Insert(at, characters[at]);
            }

            IsReadOrNamed(new string([.. characters]));
        }).Check(Properties.Repeatable);
    }

    [Theory]
    [MemberData(nameof(Councils))]
    public void Every_single_value_can_be_left_out_and_is_then_named_or_not_needed(string council)
    {
        var text = Sample(council);
        foreach (var place in Places(JsonNode.Parse(text)!, []))
        {
            var root = JsonNode.Parse(text)!;
            Put(root, place, null);
            IsReadOrNamed(root.ToJsonString());
        }
    }

    // Read, it can be worked with: the figures of any month can be asked for, and targets told.
    private static void IsReadOrNamed(string text)
    {
        var (returns, problems) = GivenStrands.Read(text);
        Assert.Equal(returns is null, problems.Length > 0);
        Assert.All(problems, problem => Assert.Matches(@"^strands\.json, \S.*: .*[.]$", problem.ReplaceLineEndings(" ")));
        if (returns is null)
            return;
        foreach (var month in new[] { new YearMonth(2022, 4), new YearMonth(2026, 10) })
        {
            Assert.All(ReturnLines.Requests(returns, MonthSpan.Of(month)), request => Assert.True(request.Window.FirstDate <= request.Window.LastDate));
            Assert.All(returns.Measures, measure => measure.TargetIn(month, measure.Baseline?.Value));
        }
    }

    private static string Sample(string council) => File.ReadAllText(Path.Combine(OutsideTools.Repository, "samples", "configuration", council, "strands.json"));

    /// <summary>The way to every value: names of members, and numbers of items.</summary>
    private static IEnumerable<object[]> Places(JsonNode? node, object[] way)
    {
        if (way.Length > 0)
            yield return way;
        var below = node switch
        {
            JsonObject members => members.Select(member => Places(member.Value, [.. way, member.Key])),
            JsonArray items => items.Select((item, i) => Places(item, [.. way, i])),
            _ => [],
        };
        foreach (var place in below.SelectMany(places => places))
            yield return place;
    }

    // A way that an earlier change has cut off leads nowhere, and nothing is changed.
    private static void Put(JsonNode root, object[] way, string? value)
    {
        var at = root;
        foreach (var step in way[..^1])
        {
            at = (at, step) switch
            {
                (JsonObject members, string name) => members[name],
                (JsonArray items, int i) when i < items.Count => items[i],
                _ => null,
            };
        }

        switch (at, way[^1])
        {
            case (JsonObject members, string name) when value is null:
                members.Remove(name);
                break;
            case (JsonObject members, string name):
                members[name] = JsonNode.Parse(value!);
                break;
            case (JsonArray items, int i) when i < items.Count && value is null:
                items.RemoveAt(i);
                break;
            case (JsonArray items, int i) when i < items.Count:
                items[i] = JsonNode.Parse(value!);
                break;
        }
    }
}
