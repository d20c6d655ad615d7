namespace Microsoft.DurableTask;

/// <summary>How an orchestration starts afresh under the same instance id.</summary>
public class ContinueAsNewOptions
{
    /// <summary>The input of the fresh start.</summary>
    public object? NewInput { get; set; }

    /// <summary>Whether external events that nothing has waited for yet are carried over; true unless set.</summary>
    public bool PreserveUnprocessedEvents { get; set; } = true;

    /// <summary>The version of the fresh start; null or empty for the same as now.</summary>
    public string? NewVersion { get; set; }
}
