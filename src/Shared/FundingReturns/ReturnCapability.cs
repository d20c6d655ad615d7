using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Settings;
using HubAutomation.Shared.Platform.Composition;
using HubAutomation.Shared.Platform.Settings;

namespace HubAutomation.Shared.FundingReturns;

/// <summary>What monthly returns bring to the hub.</summary>
public static class ReturnCapability
{
    /// <summary>All of it.</summary>
    public static readonly Capability Brings = new("funding returns", typeof(ReturnCapability).Assembly)
    {
        Containers = ReturnStorage.Containers,
        Tables = ReturnStorage.Tables,
        Settings = [new SettingsFile<ReturnSettings>(ReturnSettings.File, static (root, _) => ReturnSettingsReader.Read(root))],
        Rules = ReturnSettingsRules.Breaches,
        Mails = ReturnMailKinds.All,
        Recipients = new RecipientSource(FindPerson, static settings => settings.Returns is { Manager: var manager } ? Recipient(manager) : null),
    };

    private static MailRecipient? FindPerson(AuthoritySettings settings, string id) =>
        settings.Returns?.People.FirstOrDefault(person => person.Id == id) is { } person ? Recipient(person) : null;

    private static MailRecipient Recipient(ReturnPerson person) => new(person.Name, person.Email);
}
