using System.Reflection;
using System.Text.RegularExpressions;
using HubAutomation.Functions.Platform;
using HubAutomation.Shared.Platform.Mail.Reports;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Infra.Tests;

/// <summary>Names that templates and code share are the same in both.</summary>
public partial class ResourceNamesTests
{
    /// <summary>Containers that are not the hub's: its package, and events that Event Grid gave up.</summary>
    private static readonly string[] ContainersOfThePlatform = ["app-package", "dead-letters"];

    private static readonly HubStorage Storage = EveryCapability.Connect();

    private static IEnumerable<MethodInfo> Functions =>
        typeof(PlatformServices).Assembly.GetTypes().SelectMany(t => t.GetMethods()).Where(m => m.IsDefined(typeof(FunctionAttribute)));

    /// <summary>Where functions that everybody may call are reached, the authority written as templates write it.</summary>
    private static IReadOnlyList<string> RoutesWithoutKey { get; } =
    [
        .. Functions.SelectMany(f => f.GetParameters()).Select(p => p.GetCustomAttribute<HttpTriggerAttribute>()).OfType<HttpTriggerAttribute>()
            .Where(trigger => trigger.AuthLevel == AuthorizationLevel.Anonymous)
            .Select(trigger => "/" + trigger.Route!.Replace("{authority}", "${authority}", StringComparison.Ordinal)).Distinct(),
    ];

    [Fact]
    public async Task The_template_makes_the_hubs_containers()
    {
        var containers = Storage.Containers.Select(c => c.Name).Concat(ContainersOfThePlatform);

        Assert.Equal(containers.Order(), (await Templates.ReadAsync()).Containers.Order());
    }

    [Fact]
    public async Task The_template_makes_the_hubs_tables()
    {
        Assert.Equal(Storage.Tables.Select(t => t.Name).Order(), (await Templates.ReadAsync()).Tables.Order());
    }

    [Fact]
    public async Task Every_function_that_waits_for_blobs_has_its_subscription()
    {
        var triggers = from function in Functions
                       from parameter in function.GetParameters()
                       let trigger = parameter.GetCustomAttribute<BlobTriggerAttribute>()
                       where trigger is not null
                       select new Templates.BlobTrigger(function.GetCustomAttribute<FunctionAttribute>()!.Name, trigger.BlobPath.Split('/')[0]);

        Assert.Equal(triggers, (await Templates.ReadAsync()).BlobTriggers);
    }

    [Fact]
    public async Task What_became_of_mails_is_told_to_the_function_that_takes_it_in()
    {
        var (function, route, eventType) = (await Templates.ReadAsync()).MailReports;

        var trigger = Functions.Single(f => f.GetCustomAttribute<FunctionAttribute>()!.Name == function)
            .GetParameters().Select(p => p.GetCustomAttribute<HttpTriggerAttribute>()).OfType<HttpTriggerAttribute>().Single();
        Assert.Equal((trigger.Route, AuthorizationLevel.Function), (route, trigger.AuthLevel));
        Assert.Contains("post", trigger.Methods!);
        Assert.Equal(DeliveryReports.EventType, eventType);
    }

    [Fact]
    public async Task Staff_sign_in_does_not_stand_in_the_way_of_Event_Grid_and_of_the_health_check()
    {
        var templates = await Templates.ReadAsync();

        Assert.Superset(new HashSet<string> { "/api/health", $"/{templates.MailReports.Route}", "/runtime/webhooks/*" }, templates.PathsWithoutSignIn.ToHashSet());
    }

    [Fact]
    public async Task Staff_sign_in_does_not_stand_in_the_way_of_pages_that_ask_for_no_key()
    {
        var open = (await Templates.ReadAsync()).PathsWithoutSignIn;

        var closed = RoutesWithoutKey.Where(route => !open.Any(path => Covers(path, route)));

        Assert.NotEmpty(RoutesWithoutKey);
        Assert.Empty(closed);
    }

    [Fact]
    public async Task Nothing_is_open_without_a_sign_in_that_no_function_needs()
    {
        var templates = await Templates.ReadAsync();

        var needless = templates.PathsWithoutSignIn.Except([$"/{templates.MailReports.Route}", "/runtime/webhooks/*"])
            .Where(path => !RoutesWithoutKey.Any(route => Covers(path, route)));

        Assert.Empty(needless);
    }

    [Fact]
    public async Task Alerts_on_functions_name_functions_that_exist()
    {
        var named = (await Templates.ReadAsync()).Queries.SelectMany(q => FunctionInQuery().Matches(q)).Select(m => m.Groups[1].Value).ToList();

        Assert.NotEmpty(named);
        Assert.Empty(named.Except(Functions.Select(f => f.GetCustomAttribute<FunctionAttribute>()!.Name)));
    }

    [Fact]
    public async Task Alerts_on_log_lines_use_the_words_of_the_log_lines()
    {
        var lines = typeof(HubStorage).Assembly.GetType("HubAutomation.Shared.Log", throwOnError: true)!
            .GetMethods().Select(m => m.GetCustomAttribute<LoggerMessageAttribute>()?.Message).OfType<string>()
            .Select(message => Placeholder().Replace(message, "*")).ToList();
        var parsed = (await Templates.ReadAsync()).Queries.Select(q => ParsedLine().Match(q)).Where(m => m.Success)
            .Select(m => ParsedColumn().Replace(m.Groups[1].Value, "*").Trim('"')).ToList();

        Assert.NotEmpty(parsed);
        Assert.Empty(parsed.Except(lines));
    }

    private static bool Covers(string path, string route) =>
        path == route || (path.EndsWith("/*", StringComparison.Ordinal) && route.StartsWith(path[..^1], StringComparison.Ordinal));

    [GeneratedRegex("AppRequests .*Name == \"(\\w+)\"")]
    private static partial Regex FunctionInQuery();

    [GeneratedRegex("""\{\w+\}""")]
    private static partial Regex Placeholder();

    /// <summary>What stands between "parse Message with" and the next step of a query.</summary>
    [GeneratedRegex("parse Message with (\"[^|]*\")")]
    private static partial Regex ParsedLine();

    /// <summary>A column between two texts: <c>" Days:int "</c>.</summary>
    [GeneratedRegex("\" \\w+(:\\w+)? \"")]
    private static partial Regex ParsedColumn();
}
