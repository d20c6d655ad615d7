using System.Text;
using System.Text.RegularExpressions;

namespace HubAutomation.EndToEnd.Golden;

/// <summary>The mails that were sent, as they travel; files that go with them beside them.</summary>
internal static partial class Outbox
{
    public static async Task<IReadOnlyList<Made>> MailsAsync(MailSandboxPage sandbox)
    {
        var all = new List<Made>();
        foreach (var mail in await sandbox.MailsAsync())
        {
            var path = $"mails/{string.Join(", ", mail.To)}/{mail.Subject}";
            var text = await sandbox.EmlAsync(mail.Number);
            all.AddRange(File().Matches(text).Select(file =>
                new Made($"{path}/{file.Groups["name"]}", Packed.Open(file.Groups["name"].Value, Convert.FromBase64String(file.Groups["content"].Value)))));

            // Mails have no order: those of one moment are numbered as they happen to come, and their ids and boundaries bear the number.
            // Dates are the machine's.
            text = File().Replace(text, "${head}");
            text = OwnHeader().Replace(text, "");
            text = Boundary().Replace(text, "${kind}");
            all.Add(new Made(path, Encoding.UTF8.GetBytes(text)));
        }

        return all;
    }

    [GeneratedRegex("""(?<head>Content-Disposition: attachment; filename="(?<name>[^"]+)"\r?\n\r?\n)(?<content>[A-Za-z0-9+/=\r\n]+)""")]
    private static partial Regex File();

    [GeneratedRegex(@"^(Date|Message-ID|X-Sandbox-Operation-Id): .*\n", RegexOptions.Multiline)]
    private static partial Regex OwnHeader();

    [GeneratedRegex(@"(?<kind>=_(mixed|related|alternative))-\d+")]
    private static partial Regex Boundary();
}
