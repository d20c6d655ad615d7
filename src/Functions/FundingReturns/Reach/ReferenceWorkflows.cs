using System.Text.Json;
using HubAutomation.Functions.Platform;
using HubAutomation.Shared.FundingReturns.Reach.Reference;

namespace HubAutomation.Functions.FundingReturns.Reach;

/// <summary>Taking in national files as people start it.</summary>
public sealed class ReferenceWorkflows(ReferenceLibrary library)
{
    /// <summary>Name of the workflow.</summary>
    public const string TakeInName = "take-in-reference-file";

    /// <summary>Takes in a file of container <c>reference</c>, also one that no event told of.</summary>
    public Workflow TakeIn => new(
        TakeInName, "Takes in a national file (postcodes, deprivation, population, wards) that all authorities share.",
        new Dictionary<string, string> { ["file"] = "the file's name in the container reference, required" },
        PlanAsync,
        ForWholeHub: true);

    /// <summary>What is started for a version of a file.</summary>
    public static StartPlan.Start Start(ReferenceFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new StartPlan.Start(nameof(TakeInReferenceFile), file, file.Key);
    }

    private async Task<StartPlan> PlanAsync(string authority, JsonElement parameters, CancellationToken cancellation)
    {
        if (!parameters.TryGetProperty("file", out var name) || name.ValueKind != JsonValueKind.String || name.GetString() is not { Length: > 0 } text)
        {
            return new StartPlan.Refuse(400, "Give the parameter \"file\": a name in the container reference.");
        }

        return await library.FindAsync(text, cancellation) is { } file
            ? Start(file)
            : new StartPlan.Refuse(404, "The container reference has no file of that name.");
    }
}
