using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace HubAutomation.Local.Sandbox.Mail;

/// <summary>
/// Tells the sandbox to misbehave: <c>PUT sandbox/faults</c> with <c>{"seed":1,"rules":[{"fault":"TooManyRequests","probability":0.1}]}</c>,
/// <c>GET</c> for the rules and how often they struck, <c>DELETE</c> to behave again.
/// </summary>
internal static class FaultApi
{
    public static void Map(IEndpointRouteBuilder routes, Faults faults)
    {
        routes.MapGet("/sandbox/faults", () => Describe(faults));
        routes.MapPut("/sandbox/faults", async (HttpRequest request) =>
        {
            try
            {
                var plan = await request.ReadFromJsonAsync<FaultPlan>();
                if (plan?.Rules is not { } rules || rules.Any(r => r.Probability is < 0 or > 1 || r.Next < 0 || r.Seconds < 0 || r.Status is < 500 or > 599))
                {
                    return Results.Problem("Give \"rules\", each with probability 0 to 1, next and seconds from 0, status 500 to 599.", statusCode: 400);
                }

                faults.Plan = plan;
                return Describe(faults);
            }
            catch (JsonException error)
            {
                return Results.Problem($"{error.Message} Faults: {string.Join(", ", Enum.GetNames<FaultKind>())}.", statusCode: 400);
            }
        });
        routes.MapDelete("/sandbox/faults", () =>
        {
            faults.Plan = FaultPlan.None;
            return Results.NoContent();
        });
    }

    private static IResult Describe(Faults faults) => Results.Json(
        new { faults.Plan.Seed, faults.Plan.Rules, struck = faults.Counts.ToDictionary(c => c.Key.ToString(), c => c.Value) }, JsonSerializerOptions.Web);
}
