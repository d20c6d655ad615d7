using HubAutomation.Local.Host.Hosting;

namespace HubAutomation.Local.Host.Tests.Hosting;

public sealed class LocalSettingsTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hub-settings-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Values_connection_strings_and_port_are_read_as_by_the_Core_Tools()
    {
        var settings = LocalSettings.Read("local.settings.json", """
            {
              // comments are allowed
              "IsEncrypted": false,
              "Values": { "AzureWebJobsStorage": "UseDevelopmentStorage=true", "Mail__Endpoint": "https://mail.example", "Retries": 3 },
              "Host": { "LocalHttpPort": 7072, "CORS": "*" },
              "ConnectionStrings": { "Reports": "Server=reports" },
            }
            """);

        Assert.Equal(7072, settings.Port);
        Assert.Equal("https://mail.example", settings.Values["Mail__Endpoint"]);
        Assert.Equal(
            ["AzureWebJobsStorage=UseDevelopmentStorage=true", "ConnectionStrings:Reports=Server=reports", "Mail:Endpoint=https://mail.example", "Retries=3"],
            settings.Settings.Select(s => $"{s.Key}={s.Value}").Order());
    }

    [Theory]
    [InlineData("""{ "IsEncrypted": true }""", "local.settings.json is encrypted, which only the Core Tools can read: decrypt it with 'func settings decrypt'.")]
    [InlineData("""{ "Values": """, "local.settings.json is not JSON: look at line 1, column ")]
    [InlineData("", "local.settings.json is not JSON: look at line 1, column 1.")]
    [InlineData("[]", "local.settings.json is no JSON object: settings stand in { \"Values\": { … } }.")]
    [InlineData("""{ "Host": { "LocalHttpPort": 99999 } }""", "local.settings.json: 'LocalHttpPort' is 99999, which is no port: give a number from 1 to 65535.")]
    [InlineData("""{ "Host": { "LocalHttpPort": "seven" } }""", "local.settings.json: 'LocalHttpPort' is seven, which is no port")]
    public void A_file_that_cannot_be_used_is_told(string text, string message)
        => Assert.StartsWith(message, Assert.Throws<HostStartException>(() => LocalSettings.Read("local.settings.json", text)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_file_where_the_user_stands_wins_over_the_apps_and_both_over_the_sample()
    {
        var here = folder.CreateSubdirectory("here").FullName;
        var app = folder.CreateSubdirectory("repository/app/bin").FullName;
        Write("repository/local.settings.sample.json", "sample");
        Assert.Equal("sample", Greeting(here, app));
        Write("repository/app/local.settings.json", "app");
        Assert.Equal("app", Greeting(here, app));
        Write("here/local.settings.sample.json", "sample here");
        Assert.Equal("app", Greeting(here, app));
        Write("here/local.settings.json", "here");
        Assert.Equal("here", Greeting(here, app));
    }

    private static string? Greeting(string here, string app) => LocalSettings.Find(here, app).Settings["Greeting"];

    private void Write(string name, string greeting)
        => File.WriteAllText(Path.Combine(folder.FullName, name), $$"""{ "Values": { "Greeting": "{{greeting}}" } }""");
}
