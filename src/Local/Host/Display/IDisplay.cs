using HubAutomation.Local.Host.Functions;

namespace HubAutomation.Local.Host.Display;

/// <summary>What a person sees of the host. Reports say, in a sentence that changes as it goes on, what takes its time.</summary>
internal interface IDisplay : IProgress<string>, IAsyncDisposable
{
    /// <summary>Where text goes.</summary>
    TextWriter Output { get; }

    /// <summary>Whether news below a warning is shown by other means than the log.</summary>
    bool ReplacesTheLog { get; }

    /// <summary>From now on tells of functions what is under way and what was done.</summary>
    void Watch(FunctionCatalog functions);
}
