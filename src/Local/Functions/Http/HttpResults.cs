using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;

namespace HubAutomation.Local.Functions.Http;

/// <summary>Sends what an HTTP function returned.</summary>
internal static class HttpResults
{
    /// <summary>Nothing is sent for null: the function has written the response itself, or it is an empty 200.</summary>
    public static Task SendAsync(HttpContext http, object? result) => result switch
    {
        null => Task.CompletedTask,
        IResult answer => answer.ExecuteAsync(http),
        IActionResult action => action.ExecuteResultAsync(Action(http)),
        AspNetCoreHttpResponseData response => response.SendAsync(),
        _ => new ObjectResult(result).ExecuteResultAsync(Action(http)),
    };

    private static ActionContext Action(HttpContext http) => new(http, http.GetRouteData(), new ActionDescriptor());
}
