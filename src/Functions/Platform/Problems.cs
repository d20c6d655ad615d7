using Microsoft.AspNetCore.Http;

namespace HubAutomation.Functions.Platform;

/// <summary>Answers to requests that cannot be met: RFC 9457 problem details with a sentence for a person.</summary>
public static class Problems
{
    /// <summary>Something is not there.</summary>
    public static IResult NotFound(string sentence) => Results.Problem(sentence, statusCode: 404, title: "Not found");

    /// <summary>The request cannot be understood.</summary>
    public static IResult BadRequest(string sentence) => Results.Problem(sentence, statusCode: 400, title: "The request cannot be met");

    /// <summary>A refusal with its own status.</summary>
    public static IResult Refused(StartPlan.Refuse refusal) =>
        Results.Problem(refusal.Sentence, statusCode: refusal.Status, title: "The workflow was not started");
}
