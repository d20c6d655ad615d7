using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace HubAutomation.Local.Host.SampleApp;

/// <summary>Pages that ask for keys of different kinds.</summary>
public static class Doors
{
    [Function("Open")]
    public static IResult Open([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "open")] HttpRequest request) => Results.Ok();

    [Function("NeedsKey")]
    public static IResult NeedsKey([HttpTrigger(AuthorizationLevel.Function, "get", Route = "function")] HttpRequest request) => Results.Ok();

    [Function("Other")]
    public static IResult Other([HttpTrigger(AuthorizationLevel.Function, "get", Route = "other")] HttpRequest request) => Results.Ok();

    [Function("AdminOnly")]
    public static IResult AdminOnly([HttpTrigger(AuthorizationLevel.Admin, "get", Route = "admin-only")] HttpRequest request) => Results.Ok();
}
