using System.Reflection;

namespace HubAutomation.Local.Functions.Invocation;

/// <summary>Waits for what a function's method returned and takes the value out of it.</summary>
internal static class ReturnValue
{
    /// <summary>The reader for methods with that return type, chosen once for each function.</summary>
    public static Func<object?, ValueTask<object?>> ReaderFor(Type returnType)
    {
        if (returnType == typeof(void))
        {
            return static _ => ValueTask.FromResult<object?>(null);
        }

        if (returnType == typeof(Task))
        {
            return static returned => FromTask((Task)returned!);
        }

        if (returnType == typeof(ValueTask))
        {
            return static returned => FromTask(((ValueTask)returned!).AsTask());
        }

        if (returnType.IsGenericType && returnType.GetGenericTypeDefinition() == typeof(Task<>))
        {
            return ReaderOf(nameof(FromTaskOf), returnType);
        }

        if (returnType.IsGenericType && returnType.GetGenericTypeDefinition() == typeof(ValueTask<>))
        {
            return ReaderOf(nameof(FromValueTaskOf), returnType);
        }

        return static returned => ValueTask.FromResult(returned);
    }

    /// <summary>The type of the value that a method with that return type gives; void when none.</summary>
    public static Type ValueType(Type returnType)
    {
        if (returnType == typeof(Task) || returnType == typeof(ValueTask))
        {
            return typeof(void);
        }

        return returnType.IsGenericType
            && (returnType.GetGenericTypeDefinition() == typeof(Task<>) || returnType.GetGenericTypeDefinition() == typeof(ValueTask<>))
                ? returnType.GetGenericArguments()[0]
                : returnType;
    }

    private static Func<object?, ValueTask<object?>> ReaderOf(string method, Type returnType)
        => typeof(ReturnValue).GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(returnType.GetGenericArguments())
            .CreateDelegate<Func<object?, ValueTask<object?>>>();

    private static async ValueTask<object?> FromTask(Task task)
    {
        await task;
        return null;
    }

    private static async ValueTask<object?> FromTaskOf<T>(object? returned) => await (Task<T>)returned!;

    private static async ValueTask<object?> FromValueTaskOf<T>(object? returned) => await (ValueTask<T>)returned!;
}
