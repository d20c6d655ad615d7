using System.Net.Http.Json;
using System.Text.Json;

namespace HubAutomation.EndToEnd;

/// <summary>The sandbox of the mail service, as one looks at it from outside.</summary>
internal sealed class MailSandboxPage(string connectionString)
{
    private readonly Uri address = new(connectionString.Split(';')[0]["endpoint=".Length..]);

    /// <summary>The mails that were accepted, in their order.</summary>
    public async Task<IReadOnlyList<SandboxMail>> MailsAsync()
    {
        using var http = new HttpClient();
        return (await http.GetFromJsonAsync<List<SandboxMail>>(new Uri(address, "sandbox/mails"), JsonSerializerOptions.Web))!;
    }

    /// <summary>A mail's page: headers, and both parts.</summary>
    public async Task<string> PageAsync(int number)
    {
        using var http = new HttpClient();
        return System.Net.WebUtility.HtmlDecode(await http.GetStringAsync(new Uri(address, $"sandbox/mails/{number}")));
    }

    /// <summary>A mail as it travels.</summary>
    public async Task<string> EmlAsync(int number)
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(new Uri(address, $"sandbox/mails/{number}/eml"));
    }

    /// <summary>Has the sandbox misbehave.</summary>
    public async Task MisbehaveAsync(params object[] rules)
    {
        using var http = new HttpClient();
        (await http.PutAsJsonAsync(new Uri(address, "sandbox/faults"), new { seed = 1, rules })).EnsureSuccessStatusCode();
    }
}

/// <summary>A mail as the sandbox lists it.</summary>
internal sealed record SandboxMail(
    int Number, string OperationId, string Fate, string From, IReadOnlyList<string> To, string Subject, int? SameOperationAs, int? SameContentAs);
