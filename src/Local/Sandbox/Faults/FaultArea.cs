using System.Text.Json.Serialization;

namespace HubAutomation.Local.Sandbox.Faults;

/// <summary>A part of Graph.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultArea>))]
internal enum FaultArea
{
    /// <summary>Files and folders, and small uploads.</summary>
    Files,

    /// <summary>The addresses that contents are downloaded from.</summary>
    Downloads,

    /// <summary>The addresses that ranges of large files are put to.</summary>
    Uploads,

    /// <summary>Items of lists, and their changes.</summary>
    Lists,

    /// <summary>Subscriptions.</summary>
    Subscriptions,
}
