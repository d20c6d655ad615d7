using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.Messages;
using HubAutomation.Shared.Platform.Mail.Layout;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Templates;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Testing;
using HubAutomation.Testing.Browser;

namespace HubAutomation.Shared.Tests.Platform.Mail;

/// <summary>The hub's mails as mail programs show them. Source: caniemail.com, by way of doiuse-email.</summary>
public sealed class MailProgramsTests : IDisposable
{
    // What some programs do not know, and why a mail is read without it all the same.
    private static readonly Dictionary<string, string> Harmless = new()
    {
        ["<body> element"] = "its content is put into an element of the program's own; margins and background are the table's, too",
        ["display:none"] = "the preview then stands above the mail, white on white, a pixel high",
        ["role attribute"] = "Windows Mail does not tell screen readers that the tables are there for looks only; they are read cell by cell, in order",
    };

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hub-mails-");

    public void Dispose() => folder.Delete(recursive: true);

    [MailProgramsFact]
    public async Task Mails_use_nothing_that_a_mail_program_does_not_know_but_what_is_harmless()
    {
        var findings = await FindingsAsync(
            Save("every-element", new FilledTemplate("Subject", "Preview", "# Heading\n\n## Smaller\n\nText, **bold**, *italic*.\n\n- item\n\n1. first\n\n> quote\n\n---\n\n**[Button](https://hub.example)** [link](https://hub.example)\n\n```bars\nfirst | 57.2 % | 57.2\n```")),
            Save("receipt", Example(TimetableMails.Receipt)),
            Save("message", Example(PartnerMessages.Mail)),
            Save("return", Example(ReturnMailKinds.Draft)));

        Assert.Equal(Harmless.Keys.Order(), findings.Select(f => f.Split(" is not supported by ")[0]).Distinct().Order());
    }

    [MailProgramsFact]
    public async Task A_layout_that_would_fall_apart_is_found()
    {
        var file = Path.Combine(folder.FullName, "flex.html");
        await File.WriteAllTextAsync(file, "<html><body><div style=\"display:flex\">Text</div></body></html>");

        Assert.Contains("display:flex is not supported by outlook.windows", await FindingsAsync(file));
    }

    private static async Task<string[]> FindingsAsync(params string[] files) =>
        (await OutsideTools.RunAsync("node", [Path.Combine(OutsideTools.Repository, "tests", "Shared.Tests", "Platform", "Mail", "check-mail.mjs"), .. files]))
        .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static FilledTemplate Example(MailTemplateKind kind) =>
        EveryCapability.Hub.Mails.Read(new Dictionary<string, string>(), (_, rule) => Assert.Fail(rule))[kind.Name].Fill(kind.Variables.ToDictionary());

    private string Save(string name, FilledTemplate filled)
    {
        var sampleton = new Authority("sampleton", "Sampleton Council", "Sampleton Family Hubs", "Sample data – not published by the council", []);
        var file = Path.Combine(folder.FullName, name + ".html");
        File.WriteAllText(file, MailLayout.Render(sampleton, filled, new Uri("https://hub.example/u")).Html);
        return file;
    }

    /// <summary>A test that looks mails up in the tables of caniemail.com.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class MailProgramsFactAttribute : FactAttribute
    {
        public MailProgramsFactAttribute() => Skip = OutsideTools.Missing(
            "doiuse-email (npm ci)", Directory.Exists(Path.Combine(OutsideTools.Repository, "node_modules", "@jsx-email", "doiuse-email")));
    }
}
