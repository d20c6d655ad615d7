namespace HubAutomation.Local.DurableTask;

/// <summary>Which instances a hub runs by their version, and what becomes of the others.</summary>
/// <param name="DefaultVersion">The hub's version, which an instance gets that is started without one.</param>
/// <param name="Match">Which versions run.</param>
/// <param name="Failure">What becomes of the others.</param>
public sealed record VersionPolicy(string DefaultVersion, VersionMatch Match, VersionFailure Failure)
{
    /// <summary>Whether instances of a version run.</summary>
    public bool Accepts(string version) => Match switch
    {
        VersionMatch.None => true,
        VersionMatch.Strict => Compare(version, DefaultVersion) == 0,
        _ => Compare(version, DefaultVersion) <= 0,
    };

    /// <summary>No version comes before any; two that are numbers with dots compare as such, others as text without regard to case.</summary>
    private static int Compare(string one, string other)
    {
        if (one.Length == 0 || other.Length == 0)
            return one.Length.CompareTo(other.Length);
        return Version.TryParse(one, out var left) && Version.TryParse(other, out var right)
            ? left.CompareTo(right)
            : StringComparer.OrdinalIgnoreCase.Compare(one, other);
    }
}

/// <summary>Which versions of instances run.</summary>
public enum VersionMatch
{
    /// <summary>All.</summary>
    None,

    /// <summary>The hub's own only.</summary>
    Strict,

    /// <summary>The hub's own and those before it.</summary>
    CurrentOrOlder,
}

/// <summary>What becomes of an instance whose version does not run.</summary>
public enum VersionFailure
{
    /// <summary>It waits for a hub that runs it.</summary>
    Reject,

    /// <summary>It fails.</summary>
    Fail,
}
