using System.Net;
using System.Net.Http.Json;
using HubAutomation.Local.Functions.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using FromBodyAttribute = Microsoft.Azure.Functions.Worker.Http.FromBodyAttribute;

namespace HubAutomation.Local.Functions.Tests.Http;

public sealed class HttpTriggerTests(HttpTriggerTests.SharedHost shared) : IClassFixture<HttpTriggerTests.SharedHost>
{
    [Fact]
    public async Task A_function_answers_on_its_route_below_the_default_prefix()
    {
        Assert.Equal("Widnes is open", await shared.Http.GetStringAsync(new Uri("api/halton/hubs/widnes", UriKind.Relative)));
    }

    [Fact]
    public async Task Plain_objects_are_answered_as_camel_case_json()
    {
        Assert.Equal("""{"name":"Widnes","sessions":12}""", await shared.Http.GetStringAsync(new Uri("api/plain", UriKind.Relative)));
    }

    [Fact]
    public async Task Route_values_are_bound_by_name_and_type()
    {
        Assert.Equal("7 sessions, page 1", await shared.Http.GetStringAsync(new Uri("api/sessions/7", UriKind.Relative)));
        Assert.Equal("7 sessions, page 3", await shared.Http.GetStringAsync(new Uri("api/sessions/7/3", UriKind.Relative)));
    }

    [Fact]
    public async Task A_value_that_breaks_the_routes_constraint_is_not_found()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await shared.Http.GetAsync(new Uri("api/sessions/seven", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task A_wrong_method_is_not_found_as_in_the_real_host()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await shared.Http.PostAsync(new Uri("api/plain", UriKind.Relative), null)).StatusCode);
    }

    [Fact]
    public async Task Two_functions_share_a_route_with_different_methods()
    {
        Assert.Equal("read", await shared.Http.GetStringAsync(new Uri("api/shared", UriKind.Relative)));
        var written = await shared.Http.PutAsync(new Uri("api/shared", UriKind.Relative), null);
        Assert.Equal("written", await written.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_body_is_bound_from_json()
    {
        var answer = await shared.Http.PostAsJsonAsync("api/echo", new Hub("Ditton", 4));

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("""{"name":"Ditton","sessions":5}""", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_function_that_throws_is_answered_with_an_empty_500()
    {
        var answer = await shared.Http.GetAsync(new Uri("api/broken", UriKind.Relative));

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_function_without_a_result_answers_an_empty_200()
    {
        var answer = await shared.Http.GetAsync(new Uri("api/silent", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_catch_all_takes_the_rest_of_the_path()
    {
        Assert.Equal("2026/autumn/widnes.html", await shared.Http.GetStringAsync(new Uri("api/published/2026/autumn/widnes.html", UriKind.Relative)));
    }

    /// <summary>The functions keep nothing, so that one host serves all tests.</summary>
    public sealed class SharedHost : IAsyncLifetime
    {
        private TestApp? _host;

        public HttpClient Http => _host!.Http;

        public async Task InitializeAsync() => _host = await TestApp.StartAsync([typeof(Hubs)]);

        public async Task DisposeAsync() => await _host!.DisposeAsync();
    }

    public sealed record Hub(string Name, int Sessions);

    public sealed class Hubs
    {
        [Function("HubStatus")]
        public static IActionResult Status(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{authority}/hubs/{hub}")] HttpRequest request, string hub)
            => new OkObjectResult($"{char.ToUpperInvariant(hub[0])}{hub[1..]} is open");

        [Function("Plain")]
        public static Hub Plain([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "plain")] HttpRequest request) => new("Widnes", 12);

        [Function("Sessions")]
        public static Task<string> Sessions(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sessions/{count:int}/{page:int?}")] HttpRequest request, int count, int page = 1)
            => Task.FromResult($"{count} sessions, page {page}");

        [Function("ReadShared")]
        public static string Read([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "shared")] HttpRequest request) => "read";

        [Function("WriteShared")]
        public static ValueTask<string> Write([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "shared")] HttpRequest request)
            => ValueTask.FromResult("written");

        [Function("Echo")]
        public static IResult Echo([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "echo")] HttpRequest request, [FromBody] Hub hub)
            => Results.Json(hub with { Sessions = hub.Sessions + 1 }, statusCode: 202);

        [Function("Broken")]
        public static string Broken([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "broken")] HttpRequest request)
            => throw new InvalidOperationException("secret");

        [Function("Silent")]
        public static void Silent([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "silent")] HttpRequest request)
        {
        }

        [Function("Published")]
        public static string Published(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "published/{*path}")] HttpRequest request, string path) => path;
    }
}
