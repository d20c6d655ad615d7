using System.Globalization;
using System.Text.Json.Serialization;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.Shared.Timetables.Intake;

/// <summary>What the reading of a file found: counts and references only, so that it may stand in an orchestration's history.</summary>
public sealed record IntakeReport : IJournalled
{
    /// <summary>What is to happen with the file.</summary>
    public TimetableOutcome Outcome { get; init; }

    /// <summary>Why, when it is not taken in, or not published.</summary>
    public string? Reason { get; init; }

    /// <summary>"CSV, Windows-1252, separator semicolon, headings in row 3"; null when it was not read.</summary>
    public string? Format { get; init; }

    /// <summary>SHA-256 of the content, hexadecimal.</summary>
    public string? ContentHash { get; init; }

    /// <summary>The configuration that it was understood with.</summary>
    public string? SettingsVersion { get; init; }

    /// <summary>Data rows in the file; accepted + rejected.</summary>
    public int Rows { get; init; }

    /// <summary>Rows staged.</summary>
    public int Accepted { get; init; }

    /// <summary>Rows given back.</summary>
    public int Rejected { get; init; }

    /// <summary>What was wrong with them, by rule: "time-not-understood 3, venue-unknown 1"; null when nothing was.</summary>
    public string? RejectedFor { get; init; }

    /// <summary>Things worth a look.</summary>
    public int Warnings { get; init; }

    /// <summary>Rows among the accepted ones whose dates have all passed.</summary>
    public int Past { get; init; }

    /// <summary>Steps that the merge takes.</summary>
    public int Slices { get; init; }

    /// <summary>
    /// What the partner has said of sessions that stand and are not in the file: true, they stay; false, they go; null, nothing was said.
    /// </summary>
    public bool? KeepsOthers { get; init; }

    /// <summary>True when no file was read: staff withdraw everything that came from it.</summary>
    public bool IsWithdrawal { get; init; }

    /// <summary>True when the run's folder holds rows.</summary>
    [JsonIgnore]
    public bool IsStaged => Format is not null;

    /// <summary>True when there is something to tell the partner of single rows.</summary>
    [JsonIgnore]
    public bool HasFindings => Rejected + Warnings > 0;

    /// <summary>True when the run's folder holds an index: a small clean file needs none.</summary>
    [JsonIgnore]
    public bool HasIndex => HasFindings || Slices > 1;

    /// <inheritdoc/>
    [JsonIgnore]
    public string JournalLine => string.Create(
        CultureInfo.InvariantCulture, $"{Outcome}: {Rows} rows, {Accepted} accepted, {Rejected} rejected, {Warnings} warnings; content {ContentHash}");
}
