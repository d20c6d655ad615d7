using HubAutomation.Shared.Platform.Composition;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.Shared.Timetables;

/// <summary>What partner timetables bring to the hub.</summary>
public static class TimetableCapability
{
    /// <summary>All of it.</summary>
    public static readonly Capability Brings = new("timetables", typeof(TimetableCapability).Assembly)
    {
        Containers = TimetableStorage.Containers,
        Tables = TimetableStorage.Tables,
        Settings = [new SettingsFile<IReadOnlyList<Partner>>(Partner.File, PartnersReader.Read) { IsRequired = true, ChangesVersion = true }],
        Rules = TimetableRules.Breaches,
        Mails = TimetableMails.All,
        Recipients = new RecipientSource(FindPartner, static _ => null),
    };

    private static MailRecipient? FindPartner(AuthoritySettings settings, string id) =>
        settings.Partners.FirstOrDefault(partner => partner.Id == id) is { } partner ? new MailRecipient(partner.Name, partner.Email) : null;
}
