using Microsoft.DurableTask.Converters;

namespace Microsoft.DurableTask.Client;

/// <summary>Options of a client.</summary>
public class DurableTaskClientOptions
{
    private DataConverter? dataConverter;

    /// <summary>Turns inputs and events into text; the one from the service provider, or JSON, unless set.</summary>
    public DataConverter DataConverter
    {
        get => dataConverter ?? JsonDataConverter.Default;
        set => dataConverter = value;
    }

    /// <summary>The version of instances that are started without one; empty for none.</summary>
    public string DefaultVersion { get; set; } = string.Empty;

    internal bool DataConverterIsSet => dataConverter is not null;
}
