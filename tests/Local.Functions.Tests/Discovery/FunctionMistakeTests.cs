using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using FromBodyAttribute = Microsoft.Azure.Functions.Worker.Http.FromBodyAttribute;

namespace HubAutomation.Local.Functions.Tests.Discovery;

/// <summary>What is wrong with an app's functions is told at the start, all at once, with function and method.</summary>
public class FunctionMistakeTests
{
    [Fact]
    public void Every_mistake_is_told_at_once()
    {
        var message = MistakesOf(typeof(Several), typeof(AlsoNamedTick));

        Assert.Equal(
            """
            4 mistakes in the app's functions:
              Tick (FunctionMistakeTests+Several.Tick): the minute field '61' has 61, which is not within 0 to 59
              Admin (FunctionMistakeTests+Several.Admin): the route 'api/x/{id:colour}' uses the unknown constraint 'colour'
              Tick (FunctionMistakeTests+AlsoNamedTick.Tick): the name is taken by FunctionMistakeTests+Several.Tick too
              Tick (FunctionMistakeTests+Several.Tick): the name is taken by FunctionMistakeTests+AlsoNamedTick.Tick too
            """.Split('\n').Order(),
            message.Split('\n').Order());
    }

    [Theory]
    [InlineData(typeof(UnderAdmin), "the route 'admin/tools' is under 'admin', which belongs to the host")]
    [InlineData(typeof(UnderRuntime), "the route 'runtime/{id}' is under 'runtime', which belongs to the host")]
    public void Routes_of_the_host_are_refused(Type type, string problem) => Assert.Contains(problem, MistakesOf(prefix: "", type), StringComparison.Ordinal);

    [Theory]
    [InlineData(typeof(Unreadable), "the route 'api/{a' cannot be read: ")]
    [InlineData(typeof(Clash), "the route [GET] 'api/hubs/{hub}' is also that of 'Two'")]
    [InlineData(typeof(Clash), "the route [ANY] 'api/HUBS/{name}' is also that of 'One'")]
    [InlineData(typeof(NoTrigger), "no parameter has a trigger attribute")]
    [InlineData(typeof(TwoTriggers), "only one parameter can be the trigger, but 'timer' and 'request' are marked")]
    [InlineData(typeof(BadName), "a function's name starts with a letter and has letters, digits, '-' and '_' only, 127 at most")]
    [InlineData(typeof(Hidden), "a function's method is public: the real host does not see it otherwise")]
    [InlineData(typeof(AsyncVoid), "an async function returns Task, not void: nobody could tell when it has ended")]
    [InlineData(typeof(MissingSetting), "the setting 'NoSuchSetting' in '%NoSuchSetting%' is missing")]
    [InlineData(typeof(NoCapture), "nothing fills the parameter 'String partner'; possible are a trigger of type string, byte[], Stream, BinaryData or BlobClient, parts of the path by name, FunctionContext, CancellationToken and [DurableClient] DurableTaskClient")]
    [InlineData(typeof(BadBlobType), "nothing fills the parameter 'Uri blob'")]
    [InlineData(typeof(NoBlobName), "the path 'timetables' is not of the form container/name")]
    [InlineData(typeof(BadContainer), "'Timetables' in the path 'Timetables/{name}' cannot be the name of a container")]
    [InlineData(typeof(BadBraces), "the braces in the path 'timetables/{name' do not match")]
    [InlineData(typeof(HttpContextTrigger), "nothing fills the parameter 'HttpContext http'")]
    [InlineData(typeof(BodyOfTimer), "'hub' cannot come from the body: the function is not started by HTTP")]
    [InlineData(typeof(ClientAsObject), "the durable client 'client' must be a DurableTaskClient, not a Object")]
    [InlineData(typeof(OrchestratorOnString), "the orchestration trigger 'context' must be a TaskOrchestrationContext, not a String")]
    [InlineData(typeof(OrchestratorWithClient), "an orchestrator cannot take the durable client 'client': it has to do everything through its context")]
    [InlineData(typeof(OrchestratorWithTwoInputs), "an orchestrator has one input, but both 'authority' and 'partner' would be")]
    public void A_function_that_cannot_be_hosted_is_refused(Type type, string problem) => Assert.Contains(problem, MistakesOf(type), StringComparison.Ordinal);

    [Fact]
    public void Http_functions_need_the_web_application()
    {
        var builder = LocalHost.CreateBuilder(o => o.FunctionTypes = [typeof(Clash)]);

        var error = Assert.Throws<HostStartException>(builder.Build);

        Assert.Contains("HTTP functions need builder.ConfigureFunctionsWebApplication() in Program.cs", error.Message, StringComparison.Ordinal);
    }

    private static string MistakesOf(params Type[] types) => MistakesOf("api", types);

    private static string MistakesOf(string prefix, params Type[] types)
    {
        var builder = LocalHost.CreateBuilder(o => (o.FunctionTypes, o.RoutePrefix) = (types, prefix));
        builder.ConfigureFunctionsWebApplication();
        return Assert.Throws<HostStartException>(builder.Build).Message
            .Replace("HubAutomation.Local.Functions.Tests.Discovery.", "", StringComparison.Ordinal).ReplaceLineEndings("\n");
    }

    public static class Several
    {
        [Function("Tick")]
        public static void Tick([TimerTrigger("0 61 * * * *")] TimerInfo timer)
        {
        }

        [Function("Admin")]
        public static void Admin([HttpTrigger(Route = "x/{id:colour}")] HttpRequest request)
        {
        }
    }

    public static class AlsoNamedTick
    {
        [Function("Tick")]
        public static void Tick([TimerTrigger("0 */5 * * * *")] TimerInfo timer)
        {
        }
    }

    public static class UnderAdmin
    {
        [Function("Tools")]
        public static void Run([HttpTrigger(Route = "admin/tools")] HttpRequest request)
        {
        }
    }

    public static class UnderRuntime
    {
        [Function("Tools")]
        public static void Run([HttpTrigger(Route = "runtime/{id}")] HttpRequest request)
        {
        }
    }

    public static class Unreadable
    {
        [Function("Tools")]
        public static void Run([HttpTrigger(Route = "{a")] HttpRequest request)
        {
        }
    }

    public static class Clash
    {
        [Function("One")]
        public static void One([HttpTrigger("get", Route = "hubs/{hub}")] HttpRequest request)
        {
        }

        [Function("Two")]
        public static void Two([HttpTrigger(Route = "HUBS/{name}")] HttpRequest request)
        {
        }
    }

    public static class NoTrigger
    {
        [Function("Tick")]
        public static void Run(string text) => _ = text;
    }

    public static class TwoTriggers
    {
        [Function("Tick")]
        public static void Run([TimerTrigger("0 */5 * * * *")] TimerInfo timer, [HttpTrigger] HttpRequest request)
        {
        }
    }

    public static class BadName
    {
        [Function("5 minutes")]
        public static void Run([TimerTrigger("0 */5 * * * *")] TimerInfo timer)
        {
        }
    }

    public static class Hidden
    {
        [Function("Tick")]
        internal static void Run([TimerTrigger("0 */5 * * * *")] TimerInfo timer)
        {
        }
    }

    public static class AsyncVoid
    {
        [Function("Tick")]
        public static async void Run([TimerTrigger("0 */5 * * * *")] TimerInfo timer) => await Task.Yield();
    }

    public static class MissingSetting
    {
        [Function("Tick")]
        public static void Run([TimerTrigger("%NoSuchSetting%")] TimerInfo timer)
        {
        }
    }

    public static class NoCapture
    {
        [Function("Dropped")]
        public static void Run([BlobTrigger("timetables/{name}")] string blob, string partner)
        {
        }
    }

    public static class BadBlobType
    {
        [Function("Dropped")]
        public static void Run([BlobTrigger("timetables/{name}")] Uri blob)
        {
        }
    }

    public static class NoBlobName
    {
        [Function("Dropped")]
        public static void Run([BlobTrigger("timetables")] string blob)
        {
        }
    }

    public static class BadContainer
    {
        [Function("Dropped")]
        public static void Run([BlobTrigger("Timetables/{name}")] string blob)
        {
        }
    }

    public static class BadBraces
    {
        [Function("Dropped")]
        public static void Run([BlobTrigger("timetables/{name")] string blob)
        {
        }
    }

    public static class HttpContextTrigger
    {
        [Function("Page")]
        public static IActionResult Run([HttpTrigger] HttpContext http) => new OkObjectResult(http.TraceIdentifier);
    }

    public static class BodyOfTimer
    {
        [Function("Tick")]
        public static void Run([TimerTrigger("0 */5 * * * *")] TimerInfo timer, [FromBody] string hub)
        {
        }
    }

    public static class ClientAsObject
    {
        [Function("Tick")]
        public static void Run([TimerTrigger("0 */5 * * * *")] TimerInfo timer, [DurableClient] object client)
        {
        }
    }

    public static class OrchestratorOnString
    {
        [Function("Ingest")]
        public static void Run([OrchestrationTrigger] string context)
        {
        }
    }

    public static class OrchestratorWithClient
    {
        [Function("Ingest")]
        public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context, [DurableClient] DurableTaskClient client) => Task.CompletedTask;
    }

    public static class OrchestratorWithTwoInputs
    {
        [Function("Ingest")]
        public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context, string authority, string partner) => Task.CompletedTask;
    }
}
