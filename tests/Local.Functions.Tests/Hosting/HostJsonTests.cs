using HubAutomation.Local.Functions.Hosting;
using Microsoft.DurableTask.Worker;

namespace HubAutomation.Local.Functions.Tests.Hosting;

public sealed class HostJsonTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("host-json-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Without_a_file_everything_is_at_its_default()
    {
        var host = HostJson.Read(_folder.FullName);

        Assert.Equal("api", host.RoutePrefix);
        Assert.Null(host.MaxConcurrentActivities);
        Assert.Null(host.Versioning);
    }

    [Fact]
    public void A_default_version_is_the_hosts_own_and_older_ones_are_run_too()
    {
        var versioning = Read("""{"extensions":{"durableTask":{"defaultVersion":"1.2.0"}}}""").Versioning!;

        Assert.Equal(("1.2.0", "1.2.0"), (versioning.Version, versioning.DefaultVersion));
        Assert.Equal(DurableTaskWorkerOptions.VersionMatchStrategy.CurrentOrOlder, versioning.MatchStrategy);
        Assert.Equal(DurableTaskWorkerOptions.VersionFailureStrategy.Reject, versioning.FailureStrategy);
    }

    [Fact]
    public void Which_versions_match_and_what_becomes_of_others_can_be_said()
    {
        var versioning = Read(
            """{"extensions":{"durableTask":{"defaultVersion":"2","versionMatchStrategy":"Strict","versionFailureStrategy":"Fail"}}}""").Versioning!;

        Assert.Equal(DurableTaskWorkerOptions.VersionMatchStrategy.Strict, versioning.MatchStrategy);
        Assert.Equal(DurableTaskWorkerOptions.VersionFailureStrategy.Fail, versioning.FailureStrategy);
    }

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
        File.WriteAllText(Path.Combine(_folder.FullName, "host.json"), json);
        return HostJson.Read(_folder.FullName);
    }
}
