using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Platform.Templates;

namespace HubAutomation.Shared.Platform.Composition;

/// <summary>All capabilities of a hub together, in the order in which they were added.</summary>
public sealed class Capabilities
{
    private readonly IReadOnlyList<Capability> all;

    /// <summary>Brings them together.</summary>
    /// <param name="capabilities">The capabilities; the platform's own part comes before them.</param>
    /// <exception cref="InvalidOperationException">Two bring something of the same name, or a mail has no text.</exception>
    public Capabilities(IEnumerable<Capability> capabilities)
    {
        all = [Platform, .. capabilities];
        DemandOnce("container", all.SelectMany(one => one.Containers).Select(container => container.Name));
        DemandOnce("table", all.SelectMany(one => one.Tables).Select(table => table.Name));
        DemandOnce("file of settings", all.SelectMany(one => one.Settings).Select(file => file.Name));
        DemandOnce("mail", all.SelectMany(one => one.Mails).Select(mail => mail.Name));
        Mails = new MailTemplates(all.SelectMany(one => one.Mails.Select(mail => (mail, one.Home))));
        Subscriptions = new SubscriptionList([.. all.SelectMany(one => one.Mails).Select(mail => mail.Subscription).OfType<Subscription>().Distinct()]);
        Recipients = new Recipients([.. all.Select(one => one.Recipients).OfType<RecipientSource>()]);
        Settings = new SettingsReader([.. all.SelectMany(one => one.Settings)], settings => all.SelectMany(one => one.Rules(settings)), Mails);
    }

    /// <summary>The storage account with every container and table. Makes no request.</summary>
    /// <exception cref="InvalidOperationException">The options name no account.</exception>
    public HubStorage Connect(PlatformOptions options) =>
        HubStorage.Connect(options, [.. all.SelectMany(one => one.Containers)], [.. all.SelectMany(one => one.Tables)]);

    /// <summary>Reads every file of a configuration.</summary>
    public SettingsReader Settings { get; }

    /// <summary>Every mail that the hub writes.</summary>
    public MailTemplates Mails { get; }

    /// <summary>Everything that people can stop getting.</summary>
    public SubscriptionList Subscriptions { get; }

    /// <summary>Everybody whom the hub writes to.</summary>
    public Recipients Recipients { get; }

    // What every hub has, whatever it does.
    private static Capability Platform => new("platform", typeof(Capabilities).Assembly)
    {
        Containers = PlatformStorage.Containers,
        Tables = PlatformStorage.Tables,
    };

    private static void DemandOnce(string what, IEnumerable<string> names)
    {
        if (names.CountBy(name => name).FirstOrDefault(name => name.Value > 1).Key is { } twice)
            throw new InvalidOperationException($"Two capabilities bring the {what} \"{twice}\".");
    }
}
