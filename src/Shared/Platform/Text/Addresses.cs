using System.Text.RegularExpressions;

namespace HubAutomation.Shared.Platform.Text;

/// <summary>What the hub takes for a mail address: one mailbox, without a name, as the mail service takes it.</summary>
public static partial class Addresses
{
    /// <summary>True for an address such as <c>libraries@example.gov.uk</c>.</summary>
    public static bool IsAddress(string? text) => text is { Length: <= 254 } && Form().IsMatch(text);

    /// <summary>The form in which addresses are compared: without blanks, in lower case.</summary>
    public static string Normalise(string address) => address.Trim().ToLowerInvariant();

    [GeneratedRegex(@"^(?=[^@]{1,64}@)[A-Za-z0-9!#$%&'+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}\z")]
    private static partial Regex Form();
}
