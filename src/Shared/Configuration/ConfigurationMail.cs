using System.Globalization;
using System.Text;
using HubAutomation.Shared.Platform;
using HubAutomation.Shared.Platform.Mail;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Templates;

namespace HubAutomation.Shared.Configuration;

/// <summary>What was found about the configuration that is uploaded. Holds counts, names of files and keys, and no value.</summary>
/// <param name="Problems">How many mistakes.</param>
/// <param name="Summary">What is wrong and what holds meanwhile, or that nothing is wrong.</param>
/// <param name="Mailing">The mail to the owner; null when nothing is wrong, or nobody can be written to.</param>
public sealed record ConfigurationFound(int Problems, string Summary, MailingRef? Mailing);

/// <summary>Tells the owner of a configuration of its mistakes. The same mistakes are told once.</summary>
public sealed class ConfigurationMail(SettingsStore settings, Recipients recipients, MailingStore mailings, PlatformOptions options)
{
    /// <summary>Tells the owner that the configuration has mistakes.</summary>
    public static readonly MailTemplateKind Refused = new(
        "configuration-refused",
        new Dictionary<string, string>
        {
            ["recipientName"] = "Sampleton Family Hubs team",
            ["folder"] = "configuration/sampleton",
            ["count"] = "2 mistakes",
            ["problems"] = "- places.json, places[3].area: \"widness\" is not an area of authority.json. Allowed: runcorn, widnes.\n- calendar.json, line 4, column 5: is not JSON: a comma or a closing bracket is expected here.\n",
            ["meanwhile"] = "The version accepted on 22 November 2026, 09:30 stays in force.",
            ["address"] = "/api/sampleton/configuration",
        },
        ["problems", "meanwhile"], ["problems"]);

    private const string Campaign = "configuration-refused";
    private const int MostProblems = 50;

    /// <summary>Looks at the configuration, and puts the mail ready when there is something to tell.</summary>
    /// <param name="authority">The authority.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<ConfigurationFound> PrepareAsync(string authority, CancellationToken cancellation)
    {
        if (await settings.StateAsync(authority, cancellation) is not { } state)
            return new ConfigurationFound(0, $"There is no folder configuration/{authority}.", null);
        if (state.Sentence is not { } sentence)
            return new ConfigurationFound(0, "The configuration that is uploaded has no mistake and is in force.", null);
        if (state.InForce is not { Authority.Mail: not null } inForce || recipients.FindOwner(inForce) is not { Email: not null })
            return new ConfigurationFound(state.Problems.Count, $"{sentence} Nobody was told by mail: there is no owner, or no sender.", null);
        var mailing = new MailingRef(authority, Campaign, state.Key);
        var variables = new Dictionary<string, string>
        {
            ["folder"] = $"configuration/{authority}",
            ["count"] = state.Count,
            ["problems"] = ListOf(state.Problems),
            ["meanwhile"] = state.Meanwhile,
            ["address"] = new Uri(options.PublicBaseUrl, $"/api/{authority}/configuration").AbsoluteUri,
        };
        await mailings.SaveAsync(mailing, new Mailing(Refused.Name, variables, [AuthoritySettings.OwnerId]), cancellation);
        return new ConfigurationFound(state.Problems.Count, sentence, mailing);
    }

    private static string ListOf(IReadOnlyList<SettingsProblem> problems)
    {
        var list = new StringBuilder();
        foreach (var problem in problems.Take(MostProblems))
            list.Append("- ").Append(MarkdownText.Escape(problem.ToString())).Append('\n');
        if (problems.Count > MostProblems)
            list.Append(CultureInfo.InvariantCulture, $"- and {problems.Count - MostProblems} more\n");
        return list.ToString();
    }
}
