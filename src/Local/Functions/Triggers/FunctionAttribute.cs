namespace Microsoft.Azure.Functions.Worker;

/// <summary>Makes a method a function of the app, known to the host by the given name.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class FunctionAttribute : Attribute
{
    /// <summary>Names the function; the name is unique within the app, whatever its case.</summary>
    public FunctionAttribute(string name)
    {
        Name = name;
    }

    /// <summary>The function's name.</summary>
    public string Name { get; }
}
