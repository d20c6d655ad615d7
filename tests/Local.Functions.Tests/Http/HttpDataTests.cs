using System.Net;
using System.Net.Http.Json;
using HubAutomation.Local.Functions.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace HubAutomation.Local.Functions.Tests.Http;

/// <summary>The worker's own model of requests and responses.</summary>
public class HttpDataTests
{
    [Fact]
    public async Task A_request_has_address_query_headers_cookies_and_body()
    {
        await using var host = await TestApp.StartAsync([typeof(Functions)]);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("api/echo?hub=Widnes%20North", UriKind.Relative));
        request.Headers.Add("Cookie", "session=42");
        request.Content = JsonContent.Create(new { Name = "Ada" });

        using var answer = await host.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("application/json; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("""{"Text":"POST /api/echo Widnes North application/json; charset=utf-8 session=42 Ada"}""", await answer.Content.ReadAsStringAsync());
        Assert.Contains("seen=yes; path=/", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    public sealed record Person(string Name);

    public sealed record Answer(string Text);

    public static class Functions
    {
        [Function("Echo")]
        public static async Task<HttpResponseData> Echo([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "echo")] HttpRequestData request)
        {
            var person = await request.ReadFromJsonAsync<Person>();
            var cookie = request.Cookies.Single();
            var response = request.CreateResponse(HttpStatusCode.Created);
            response.Cookies.Append("seen", "yes");
            await response.WriteAsJsonAsync(new Answer(
                $"{request.Method} {request.Url.AbsolutePath} {request.Query["hub"]} {request.Headers.GetValues("Content-Type").Single()} {cookie.Name}={cookie.Value} {person!.Name}"));
            return response;
        }
    }
}
