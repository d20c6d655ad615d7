using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace HubAutomation.Local.Sandbox.Faults;

/// <summary>
/// Tells a service of the sandbox to misbehave: <c>PUT</c> with <c>{"seed":1,"rules":[{"fault":"TooManyRequests","probability":0.1}]}</c>,
/// <c>GET</c> for the rules and how often they struck, <c>DELETE</c> to behave again.
/// </summary>
internal static class FaultApi
{
    /// <summary>Maps it.</summary>
    /// <param name="routes">Where to.</param>
    /// <param name="path">Its address.</param>
    /// <param name="dice">What it tells.</param>
    /// <param name="known">The faults that this service knows.</param>
    public static void Map(IEndpointRouteBuilder routes, string path, FaultDice dice, IReadOnlyCollection<FaultKind> known)
    {
        routes.MapGet(path, () => Describe(dice));
        routes.MapPut(path, async (HttpRequest request) =>
        {
            try
            {
                var plan = await request.ReadFromJsonAsync<FaultPlan>();
                if (plan?.Rules is not { } rules || rules.Any(r => r.Probability is < 0 or > 1 || r.Next < 0 || r.Seconds < 0 || r.Status is < 500 or > 599))
                {
                    return Refuse("Give \"rules\", each with probability 0 to 1, next and seconds from 0, status 500 to 599.");
                }

                if (rules.FirstOrDefault(r => !known.Contains(r.Fault)) is { } stranger)
                {
                    return Refuse($"There is no fault {stranger.Fault} here. Faults: {string.Join(", ", known)}.");
                }

                dice.Plan = plan;
                return Describe(dice);
            }
            catch (JsonException error)
            {
                return Refuse($"{error.Message} Faults: {string.Join(", ", known)}.");
            }
        });
        routes.MapDelete(path, () =>
        {
            dice.Plan = FaultPlan.None;
            return Results.NoContent();
        });
    }

    private static IResult Refuse(string detail) => Results.Problem(detail, statusCode: 400);

    private static IResult Describe(FaultDice dice) => Results.Json(
        new { dice.Plan.Seed, dice.Plan.Rules, struck = dice.Counts.ToDictionary(c => c.Key.ToString(), c => c.Value) }, JsonSerializerOptions.Web);
}
