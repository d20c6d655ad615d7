using HubAutomation.Local.Host.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Host.Tests.Hosting;

public class LogLevelsTests
{
    [Fact]
    public void The_platform_is_quiet_and_everything_else_tells_its_news()
    {
        var levels = Of(new());

        Assert.Equal((LogLevel.Information, LogLevel.Warning), (levels["Default"], levels["Microsoft"]));
    }

    [Fact]
    public void Settings_win_over_host_json_and_that_over_what_is_usual()
    {
        var levels = Of(
            new() { ["Logging:LogLevel:MyApp"] = "Debug" },
            new() { ["logging:logLevel:default"] = "Warning", ["logging:logLevel:MyApp"] = "Error" });

        Assert.Equal((LogLevel.Warning, LogLevel.Debug), (levels["Default"], levels["MyApp"]));
    }

    [Fact]
    public void What_nobody_would_see_is_not_kept_whatever_is_said()
    {
        var levels = Of(new() { ["Logging:LogLevel:MyApp"] = "Trace" }, atLeast: LogLevel.Warning);

        Assert.All(levels.Values, level => Assert.True(level >= LogLevel.Warning));
    }

    private static IReadOnlyDictionary<string, LogLevel> Of(
        Dictionary<string, string?> settings, Dictionary<string, string?>? hostJson = null, LogLevel atLeast = LogLevel.Trace) =>
        LogLevels.Of(Configuration(settings), HostJson.Read(Configuration(hostJson ?? [])), atLeast);

    private static IConfigurationRoot Configuration(Dictionary<string, string?> values) => new ConfigurationBuilder().AddInMemoryCollection(values).Build();
}
