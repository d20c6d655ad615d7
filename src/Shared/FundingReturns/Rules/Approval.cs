using HubAutomation.Shared.FundingReturns.Model;

namespace HubAutomation.Shared.FundingReturns.Rules;

/// <summary>When a return may be approved: without an error, and with something said about every warning.</summary>
public static class Approval
{
    /// <summary>Why a return cannot be approved as it is; null when it can.</summary>
    public static string? Obstacle(CompiledReturn draft, IReadOnlyDictionary<string, FindingComment> comments)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(comments);
        var errors = draft.Findings.Count(finding => finding.Severity is Severity.Error);
        var open = draft.Findings.Count(finding => finding.Severity is Severity.Warning && !comments.ContainsKey(finding.Key));
        return errors > 0 ? $"There {(errors == 1 ? "is an error" : $"are {errors} errors")} in the return. It can be approved once {(errors == 1 ? "it is" : "they are")} mended."
            : open > 0 ? $"{(open == 1 ? "A warning has no comment. Say" : $"{open} warnings have no comment. Say for each")} why the return is right all the same."
            : null;
    }
}
