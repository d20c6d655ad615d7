namespace Microsoft.DurableTask;

/// <summary>Names an orchestrator or activity class otherwise than by its type name.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class DurableTaskAttribute : Attribute
{
    public DurableTaskAttribute(string? name = null)
    {
        Name = string.IsNullOrEmpty(name) ? default : new TaskName(name!);
    }

    /// <summary>The name; the default value for the type's own name.</summary>
    public TaskName Name { get; }

    /// <summary>The version this class implements; null for every version.</summary>
    public string? Version { get; set; }
}
