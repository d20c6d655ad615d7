using System.Text.Json.Serialization;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.FundingReturns.Model;

/// <summary>How much a finding matters.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nobody need do anything.</summary>
    Note,

    /// <summary>The return can go out, but somebody must say why it is so.</summary>
    Warning,

    /// <summary>The return cannot go out like this.</summary>
    Error,
}

/// <summary>Something about a return that a person should know. Never holds personal data.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Rule">A stable code: "over-award".</param>
/// <param name="Measure">Code of the measure it is about; null when it is about a file or the whole.</param>
/// <param name="Place">The file, or what else tells it from others of the rule; null for nothing.</param>
/// <param name="Sentence">The rule in words with the figures, and what to do.</param>
/// <param name="MendBy">Who can mend it: id of a person of the return, or "data-team".</param>
public sealed record Finding(Severity Severity, string Rule, string? Measure, string? Place, string Sentence, string MendBy)
{
    /// <summary>Stands for whoever provides the source files.</summary>
    public const string DataTeam = "data-team";

    /// <summary>The rule that feeding is known of fewer than 95 % of the infants: then the share is not published, in later returns either.</summary>
    public const string TooFewKnown = "coverage-below-95";

    /// <summary>What exactly was asked about, as a key: the rows. What is said about some rows is no answer to a question about others. Null where rule, measure and place say it.</summary>
    public string? Content { get; init; }

    /// <summary>The same finding, when a return is computed anew, has the same key, so that what people said about it stays with it.</summary>
    [JsonIgnore]
    public string Key => Content is null ? Topic : Names.Key(Topic, Content);

    /// <summary>The same for findings that ask about the same thing, whatever exactly: what was said last of it can be offered, and said again.</summary>
    [JsonIgnore]
    public string Topic => Names.Key("finding", Rule, Measure ?? "", Place ?? "");
}
