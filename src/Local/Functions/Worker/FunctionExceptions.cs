namespace Microsoft.Azure.Functions.Worker;

/// <summary>A failure of the host, not of the function.</summary>
public class FunctionWorkerException : Exception
{
    /// <summary>Says what failed.</summary>
    public FunctionWorkerException(string? message)
        : base(message)
    {
    }

    /// <summary>Says what failed and why.</summary>
    public FunctionWorkerException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>A parameter's value could not be made from what came in.</summary>
public class FunctionInputConverterException : FunctionWorkerException
{
    /// <summary>Says what failed.</summary>
    public FunctionInputConverterException(string? message)
        : base(message)
    {
    }

    /// <summary>Says what failed and why.</summary>
    public FunctionInputConverterException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
