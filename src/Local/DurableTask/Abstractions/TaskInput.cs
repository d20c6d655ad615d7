namespace Microsoft.DurableTask;

/// <summary>Reads an untyped task input as the type the task declares.</summary>
internal static class TaskInput
{
    /// <summary>The input as <typeparamref name="TInput"/>; the type's default when there is none.</summary>
    /// <exception cref="ArgumentException">The input is of another type.</exception>
    public static TInput As<TInput>(object? input) => input switch
    {
        null => default!,
        TInput typed => typed,
        _ => throw new ArgumentException($"Input type '{input.GetType()}' does not match expected type '{typeof(TInput)}'.", nameof(input)),
    };
}
