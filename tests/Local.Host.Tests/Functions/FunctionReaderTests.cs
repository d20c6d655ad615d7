using System.Collections.Immutable;
using HubAutomation.Local.Host.Functions;
using HubAutomation.Local.Host.Rpc;
using Microsoft.Extensions.Configuration;

namespace HubAutomation.Local.Host.Tests.Functions;

/// <summary>What a worker says of its functions, and what is told of it when it cannot be hosted: at the start, all at once, with function and method.</summary>
public class FunctionReaderTests
{
    private const string Http = """{"name":"request","direction":"In","type":"httpTrigger","authLevel":"Function","methods":["get","post"],"route":"hubs/{hub}"}""";
    private const string HttpResult = """{"name":"$return","type":"http","direction":"Out"}""";
    private const string Client = """{"name":"client","type":"durableClient","direction":"In"}""";
    private const string Timer = """{"name":"timer","type":"timerTrigger","direction":"In","schedule":"0 */5 * * * *"}""";

    [Fact]
    public void A_request_has_route_methods_and_level()
    {
        var http = Assert.IsType<HttpTriggerDescription>(Assert.Single(Read(Function("Hub", Http, HttpResult, Client))).Trigger);

        Assert.Equal(("api/hubs/{hub}", "GET,POST", AccessLevel.Function, "request"), (http.Route.RawText, http.MethodList, http.Level, http.Parameter));
    }

    [Fact]
    public void Names_of_properties_are_read_in_whatever_case()
    {
        var http = (HttpTriggerDescription)Read(Function("Hub", """{"Name":"request","Type":"HttpTrigger","AuthLevel":"anonymous","Methods":[]}""")).Single().Trigger;

        Assert.Equal(("api/Hub", "ANY", AccessLevel.Anonymous), (http.Route.RawText, http.MethodList, http.Level));
    }

    [Fact]
    public void Timers_blobs_orchestrators_and_activities_are_read()
    {
        var functions = Read(
            Function("Tick", """{"name":"timer","type":"timerTrigger","schedule":"%Every%","runOnStartup":true}"""),
            Function("Dropped", """{"name":"blob","type":"blobTrigger","path":"%Folder%/{name}","connection":"Store","properties":{"supportsDeferredBinding":"True"}}"""),
            Function("Flow", """{"name":"context","type":"orchestrationTrigger"}"""),
            Function("Step", """{"name":"input","type":"activityTrigger","dataType":"String"}"""),
            Function("Named", """{"name":"input","type":"activityTrigger","activity":"Other"}"""));

        Assert.Equal(
            ["timerTrigger  0 */15 * * * *", "blobTrigger  inbox/{name}", "orchestrationTrigger", "activityTrigger", "activityTrigger"],
            functions.Select(f => f.Trigger.Summary));
        Assert.Equal((true, true), ((TimerTriggerDescription)functions[0].Trigger is var timer ? (timer.RunOnStartup, timer.UseMonitor) : default));
        Assert.Equal("Store", ((BlobTriggerDescription)functions[1].Trigger).Connection);
        Assert.Equal(("Step", "Other"), (((ActivityTriggerDescription)functions[3].Trigger).TaskName, ((ActivityTriggerDescription)functions[4].Trigger).TaskName));
    }

    [Fact]
    public void Every_mistake_is_told_at_once()
    {
        var message = MistakesOf(
            Function("Tick", """{"name":"timer","type":"timerTrigger","schedule":"%NoSuchSetting%"}"""),
            Function("Admin", """{"name":"request","type":"httpTrigger","route":"x/{id:colour}"}"""),
            Function("tick", Timer));

        Assert.Equal(
            """
            4 mistakes in the app's functions:
              Tick (App.Tick): the setting 'NoSuchSetting' in '%NoSuchSetting%' is missing
              Admin (App.Admin): the route 'api/x/{id:colour}' uses the unknown constraint 'colour'
              Tick (App.Tick): the name is taken by App.tick too
              tick (App.tick): the name is taken by App.Tick too
            """.Split('\n').Order(),
            message.Split('\n').Order());
    }

    [Theory]
    [InlineData("""{"name":"q","type":"queueTrigger","queueName":"x"}""", "the local host does not know the trigger 'queueTrigger'")]
    [InlineData("""{"name":"e","type":"entityTrigger"}""", "the local host does not know the trigger 'entityTrigger'")]
    [InlineData("""{"name":"r","type":"httpTrigger","route":"{a"}""", "the route 'api/{a' cannot be read: ")]
    [InlineData("""{"name":"r","type":"httpTrigger","authLevel":"Owner"}""", "the local host does not know the access level 'Owner'")]
    [InlineData("""{"name":"t","type":"timerTrigger"}""", "the timer has no schedule")]
    [InlineData("""{"name":"t","type":"timerTrigger","schedule":"0 61 * * * *"}""", "61")]
    [InlineData("""{"name":"b","type":"blobTrigger"}""", "the blob trigger has no path")]
    [InlineData("""{"name":"b","type":"blobTrigger","path":"timetables"}""", "the path 'timetables' is not of the form container/name")]
    [InlineData("""{"type":"timerTrigger"}""", "has no name")]
    [InlineData("""{"name":"t"}""", "has no type")]
    [InlineData("""[1]""", "cannot be read")]
    [InlineData("""{""", "cannot be read")]
    public void A_trigger_that_cannot_be_hosted_is_refused(string binding, string problem) =>
        Assert.Contains(problem, MistakesOf(Function("F", binding)), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"name":"$return","type":"queue","direction":"Out"}""", "the local host does not know the output binding 'queue' of '$return'")]
    [InlineData("""{"name":"rows","type":"table","direction":"In"}""", "the local host does not know the input binding 'table' of 'rows'")]
    [InlineData("""{"name":"Answer","type":"http","direction":"Out"}""", "the local host does not know the output binding 'http' of 'Answer'")]
    public void What_the_host_neither_gives_nor_takes_is_refused(string binding, string problem) =>
        Assert.Contains(problem, MistakesOf(Function("F", Timer, binding)), StringComparison.Ordinal);

    [Fact]
    public void No_trigger_and_several_are_refused()
    {
        Assert.Contains("no parameter has a trigger attribute", MistakesOf(Function("F", Client)), StringComparison.Ordinal);
        Assert.Contains("only one parameter can be the trigger, but 'timer' and 'request' are marked", MistakesOf(Function("F", Timer, Http)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_that_is_to_be_run_again_when_it_fails_is_refused()
    {
        var function = Function("F", Timer);
        function.RetryOptions = new RetryOptions { MaxRetryCount = 3 };

        Assert.Contains("does not run functions again", MistakesOf(function), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("admin/tools", "admin")]
    [InlineData("runtime/{id}", "runtime")]
    public void Routes_of_the_host_are_refused(string route, string root)
    {
        var function = Function("F", $$"""{"name":"r","type":"httpTrigger","route":"{{route}}"}""");

        Assert.Contains($"the route '{route}' is under '{root}', which belongs to the host", MistakesOf(prefix: "", true, function), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_functions_on_one_route_are_refused_unless_their_methods_differ()
    {
        var message = MistakesOf(
            Function("One", """{"name":"r","type":"httpTrigger","methods":["get"],"route":"hubs/{hub}"}"""),
            Function("Two", """{"name":"r","type":"httpTrigger","route":"HUBS/{name}"}"""));

        Assert.Contains("the route [GET] 'api/hubs/{hub}' is also that of 'Two'", message, StringComparison.Ordinal);
        Assert.Contains("the route [ANY] 'api/HUBS/{name}' is also that of 'One'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_activities_of_one_name_are_refused() => Assert.Contains(
        "the task name 'Step' is used more than once",
        MistakesOf(Function("Step", """{"name":"i","type":"activityTrigger"}"""), Function("F", """{"name":"i","type":"activityTrigger","activity":"Step"}""")),
        StringComparison.Ordinal);

    [Fact]
    public void Http_functions_need_the_web_application() => Assert.Contains(
        "HTTP functions need builder.ConfigureFunctionsWebApplication() in Program.cs", MistakesOf("api", false, Function("Hub", Http)), StringComparison.Ordinal);

    private static RpcFunctionMetadata Function(string name, params string[] bindings) =>
        new() { Name = name, FunctionId = name, EntryPoint = $"App.{name}", RawBindings = { bindings } };

    private static FunctionReader Reader(string prefix, bool servesHttp)
    {
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Every"] = "0 */15 * * * *", ["Folder"] = "inbox" })
            .Build();
        return new FunctionReader(new TriggerReader(settings, prefix, servesHttp));
    }

    private static ImmutableArray<FunctionDescription> Read(params RpcFunctionMetadata[] functions) => Reader("api", servesHttp: true).Read(functions);

    private static string MistakesOf(params RpcFunctionMetadata[] functions) => MistakesOf("api", true, functions);

    private static string MistakesOf(string prefix, bool servesHttp, params RpcFunctionMetadata[] functions) =>
        Assert.Throws<HostStartException>(() => Reader(prefix, servesHttp).Read(functions)).Message.ReplaceLineEndings("\n");
}
