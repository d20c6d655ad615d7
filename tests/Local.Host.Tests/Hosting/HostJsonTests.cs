using HubAutomation.Local.DurableTask;
using HubAutomation.Local.Host.Hosting;

namespace HubAutomation.Local.Host.Tests.Hosting;

public sealed class HostJsonTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("host-json-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Without_a_file_everything_is_at_its_default()
    {
        var host = HostJson.Read(folder.FullName);

        Assert.Equal("api", host.RoutePrefix);
        Assert.Null(host.MaxConcurrentActivities);
        Assert.Null(host.Versioning);
    }

    [Fact]
    public void A_default_version_is_the_hosts_own_and_older_ones_are_run_too()
    {
        var versioning = Read("""{"extensions":{"durableTask":{"defaultVersion":"1.2.0"}}}""").Versioning!;

        Assert.Equal(new VersionPolicy("1.2.0", VersionMatch.CurrentOrOlder, VersionFailure.Reject), versioning);
    }

    [Fact]
    public void Which_versions_match_and_what_becomes_of_others_can_be_said()
    {
        var versioning = Read(
            """{"extensions":{"durableTask":{"defaultVersion":"2","versionMatchStrategy":"Strict","versionFailureStrategy":"Fail"}}}""").Versioning!;

        Assert.Equal(new VersionPolicy("2", VersionMatch.Strict, VersionFailure.Fail), versioning);
    }

    [Theory]
    [InlineData("""{}""", 30)]
    [InlineData("""{"extensions":{"durableTask":{"extendedSessionIdleTimeoutInSeconds":5}}}""", 5)]
    [InlineData("""{"extensions":{"durableTask":{"extendedSessionsEnabled":false}}}""", 0)]
    public void A_worker_keeps_orchestrations_between_turns_unless_told_not_to(string json, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Read(json).SessionIdleTimeout);

    [Theory]
    [InlineData("""{"extensions":{"durableTask":{"defaultVersion":"2","versionMatchStrategy":"Newest"}}}""", "versionMatchStrategy")]
    [InlineData("""{"extensions":{"durableTask":{"maxConcurrentActivityFunctions":"many"}}}""", "maxConcurrentActivityFunctions")]
    [InlineData("""{"extensions":""", "host.json")]
    public void A_mistake_is_told_by_file_and_key(string json, string names)
    {
        var mistake = Assert.Throws<HostStartException>(() => Read(json)).Message;

        Assert.Contains("host.json: ", mistake, StringComparison.Ordinal);
        Assert.Contains(names, mistake, StringComparison.Ordinal);
    }

    private HostJson Read(string json)
    {
        File.WriteAllText(Path.Combine(folder.FullName, "host.json"), json);
        return HostJson.Read(folder.FullName);
    }
}
