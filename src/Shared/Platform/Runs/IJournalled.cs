namespace HubAutomation.Shared.Platform.Runs;

/// <summary>A step's result that says in one line of counts what was done; the line is kept with the step.</summary>
public interface IJournalled
{
    /// <summary>The line; never holds anything about a person.</summary>
    string JournalLine { get; }
}
