using HubAutomation.Shared.Platform.Composition;

namespace HubAutomation.Shared.Messages;

/// <summary>What messages of staff bring to the hub.</summary>
public static class MessageCapability
{
    /// <summary>All of it.</summary>
    public static readonly Capability Brings = new("messages", typeof(MessageCapability).Assembly) { Mails = [PartnerMessages.Mail] };
}
