using HubAutomation.Functions.Platform;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Testing;

namespace HubAutomation.Functions.Tests.House;

/// <summary>How the house is built: a capability is one room with one door, and nothing is used upwards (docs/architecture.md, "Parts").</summary>
public sealed class HouseTests
{
    private static readonly FolderGraph House = new(typeof(RunGuard).Assembly, typeof(HubStorage).Assembly);

    /// <summary>Every capability, with the others that it may use. The picture in docs/architecture.md is drawn from this table.</summary>
    private static readonly SortedDictionary<string, string[]> Rooms = new(StringComparer.Ordinal)
    {
        ["Backups"] = ["FundingReturns"],
        ["Configuration"] = [],
        ["FundingReturns"] = ["Reach", "Timetables"],
        ["Messages"] = ["Timetables"],
        ["Reach"] = [],
        ["Timetables"] = [],
    };

    [Fact]
    public void No_folder_uses_itself_in_a_roundabout_way()
    {
        Assert.NotEmpty(House.Arrows);
        Assert.Empty(Enumerable.Range(2, 5).SelectMany(House.Cycles).Distinct());
    }

    [Fact]
    public void The_platform_knows_no_capability() => Assert.DoesNotContain(House.Arrows, arrow => RoomOf(arrow.From) == "Platform" && RoomOf(arrow.To) is not ("Platform" or ""));

    [Fact]
    public void What_the_hub_knows_and_does_knows_no_function() =>
        Assert.DoesNotContain(House.Arrows, arrow => arrow.From.StartsWith("Shared", StringComparison.Ordinal) && arrow.To.StartsWith("Functions", StringComparison.Ordinal));

    [Fact]
    public void A_capability_uses_the_platform_and_those_capabilities_only_that_it_names()
    {
        var arrows = House.Arrows.Where(arrow => RoomOf(arrow.From) is var from && RoomOf(arrow.To) is var to && from != to && from.Length > 0 && to.Length > 0 && from != "Platform" && to != "Platform").ToList();

        Assert.DoesNotContain(arrows, arrow => !Rooms.GetValueOrDefault(RoomOf(arrow.From), []).Contains(RoomOf(arrow.To)));
        Assert.DoesNotContain(Rooms.SelectMany(room => room.Value.Select(used => (room.Key, Used: used))), pair => !arrows.Exists(arrow => RoomOf(arrow.From) == pair.Key && RoomOf(arrow.To) == pair.Used));
        Assert.Equal(Rooms.Keys.Append("Platform").Order(StringComparer.Ordinal), House.Arrows.Select(arrow => RoomOf(arrow.From)).Where(room => room.Length > 0).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_picture_in_the_documentation_is_drawn_from_this_table()
    {
        var picture = string.Join('\n', Rooms.Select(room => $"| `{room.Key}` | {(room.Value.Length == 0 ? "–" : string.Join(", ", room.Value.Select(used => $"`{used}`")))} |"));

        Assert.Contains(picture, File.ReadAllText(Repository.PathOf("docs/architecture.md")).ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    // "Shared.Timetables.Reading" is a part of Timetables; what stands above all rooms is in none.
    private static string RoomOf(string folder) => folder.Split('.').ElementAtOrDefault(1) ?? "";
}
