using HubAutomation.Functions.Platform;
using HubAutomation.Functions.Platform.Parameters;
using HubAutomation.Shared.Reach;

namespace HubAutomation.Functions.Reach;

/// <summary>Taking in national files as people start it.</summary>
public sealed class ReferenceWorkflows(ReferenceLibrary library)
{
    private static readonly TextKind<string> File = TextKind.Checked(
        $"a file's name in the container reference, of up to {ReferenceFile.LongestName} characters without control characters", ReferenceFile.IsName);

    /// <summary>Name of the workflow.</summary>
    public const string TakeInName = "take-in-reference-file";

    /// <summary>Takes in a file of container <c>reference</c>, also one that no event told of.</summary>
    public Workflow<TakeInParameters> TakeIn => new(
        TakeInName, "Takes in a national file (postcodes, deprivation, population, wards) that all authorities share.",
        static given => new TakeInParameters(given.Required("file", "the file", File)),
        PlanAsync,
        ForWholeHub: true);

    /// <summary>What is to be taken in.</summary>
    /// <param name="File">The file's name in the container.</param>
    public sealed record TakeInParameters(string File);

    /// <summary>What is started for a version of a file.</summary>
    public static StartPlan.Start Start(ReferenceFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new StartPlan.Start(nameof(TakeInReferenceFile), file, file.Key);
    }

    private async Task<StartPlan> PlanAsync(string authority, TakeInParameters given, CancellationToken cancellation) =>
        await library.FindAsync(given.File, cancellation) is { } file
            ? Start(file)
            : new StartPlan.Refuse(404, "The container reference has no file of that name.");
}
