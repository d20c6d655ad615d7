using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace HubAutomation.Local.Sandbox.Graph;

/// <summary>Pages of a collection. Source: "Paging Microsoft Graph data in your app" (https://learn.microsoft.com/graph/paging).</summary>
internal static class GraphPage
{
    private const int LargestPage = 5000;

    /// <summary>How many items a page has.</summary>
    public static int Size(HttpRequest request, int usual) =>
        int.TryParse(request.Query["$top"], NumberStyles.None, CultureInfo.InvariantCulture, out var top) && top is > 0 and <= LargestPage ? top : usual;

    /// <summary>The address of another page: the one asked for, with one parameter changed.</summary>
    public static string Link(HttpRequest request, string parameter, string value)
    {
        var query = new QueryBuilder(request.Query.Where(q => q.Key != parameter)) { { parameter, value } };
        return $"{request.Scheme}://{request.Host}{request.Path.ToUriComponent()}{query}";
    }
}
