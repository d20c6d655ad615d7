using HubAutomation.Shared.Messages;
using HubAutomation.Shared.Platform.Templates;
using HubAutomation.Testing;

namespace HubAutomation.Shared.Tests.Platform.Mail;

public sealed class MailTemplateTests
{
    private static readonly Dictionary<string, string> Values = new()
    {
        ["recipientName"] = "Libraries & *friends*",
        ["subject"] = "Spring\r\ntimetables",
        ["message"] = "Please send **yours**.",
    };

    [Fact]
    public void Values_stand_where_the_template_names_them_and_mean_nothing_in_Markdown()
    {
        var filled = Read("""
            subject: [Hub] {{subject}}
            preview: For {{ recipientName }}
            ---
            Dear {{recipientName}},

            {{message}}
            """).Fill(Values);

        Assert.Equal("[Hub] Spring timetables", filled.Subject);
        Assert.Equal("For Libraries & *friends*", filled.Preview);
        Assert.Equal("Dear Libraries \\& \\*friends\\*,\n\nPlease send **yours**.", filled.Markdown);
    }

    [Theory]
    [InlineData("subject: {{subject}}\npreview:\n---\n{{message}}\n{{childName}}", "{{childName}} is not known here. Allowed: message, recipientName, subject.")]
    [InlineData("subject: {{subject}}\npreview:\n---\nDear {{recipientName}}", "{{message}} must be used.")]
    [InlineData("subject: {{subject}}\npreview:\n---\nWe say: {{message}}", "{{message}} holds paragraphs: it must stand in the text below, on a line of its own.")]
    [InlineData("subject: {{subject}} {{message}}\npreview:\n---\n{{message}}", "{{message}} holds paragraphs: it must stand in the text below, on a line of its own.")]
    [InlineData("subject: {{subject}}\npreview:\n---\n{{message}}\n{{first name}}", "A {{ is not followed by a name and }}.")]
    [InlineData("{{message}} {{subject}}", "must begin with the lines \"subject: …\", \"preview: …\" and \"---\", with the text below.")]
    public void A_template_with_a_mistake_is_refused_when_it_is_read(string text, string problem)
    {
        var (template, problems) = MailTemplate.Read(PartnerMessages.Mail, text);

        Assert.Null(template);
        Assert.Equal([problem], problems);
    }

    [Fact]
    public void A_mail_with_a_blank_is_never_made()
    {
        var template = Read("subject: {{subject}}\npreview:\n---\n{{message}}");

        var missing = Assert.Throws<ArgumentException>(() => template.Fill(new Dictionary<string, string> { ["subject"] = "Spring", ["message"] = "Text" }));
        var unknown = Assert.Throws<ArgumentException>(() => template.Fill(new Dictionary<string, string>(Values) { ["more"] = "" }));

        Assert.Contains("recipientName", missing.Message, StringComparison.Ordinal);
        Assert.Contains("more", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_mail_of_the_hub_has_a_template_that_its_examples_fill() =>
        Assert.All(EveryCapability.Hub.Mails.Defaults.Values, mail => Assert.NotEmpty(mail.Fill(mail.Kind.Variables).Markdown));

    [Fact]
    public void An_authority_s_own_text_takes_the_place_of_the_hub_s()
    {
        var problems = new List<string>();
        var own = EveryCapability.Hub.Mails.Read(
            new Dictionary<string, string>
            {
                ["mail/partner-message.md"] = "subject: Ours: {{subject}}\npreview:\n---\n{{message}}",
                ["places.json"] = "{}",
            },
            (file, rule) => problems.Add($"{file} {rule}"));

        Assert.Equal("Ours: Spring timetables", own["partner-message"].Fill(Values).Subject);
        Assert.Same(EveryCapability.Hub.Mails.Defaults["timetable-receipt"], own["timetable-receipt"]);
        Assert.Empty(problems);
    }

    private static MailTemplate Read(string text)
    {
        var (template, problems) = MailTemplate.Read(PartnerMessages.Mail, text);
        Assert.Empty(problems);
        return template!;
    }
}
