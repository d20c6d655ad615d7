using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace HubAutomation.Local.Sandbox.Mail;

/// <summary>
/// Checks who asks: the HMAC-SHA256 of an access key over method, path and query, date, host and the body's hash. A bearer token is
/// taken as it is, since nobody here could tell whether it is good.
/// </summary>
internal sealed partial class RequestSignature(string accessKey, TimeProvider time)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly byte[] _key = Convert.FromBase64String(accessKey);

    /// <summary>Why the request is refused; null when it is not.</summary>
    public string? FaultOf(HttpRequest request, ReadOnlySpan<byte> body)
    {
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.StartsWith("Bearer ", StringComparison.Ordinal) && authorization.Length > 7)
        {
            return null;
        }

        if (Form().Match(authorization) is not { Success: true } match)
        {
            return "The request has neither an HMAC signature nor a token.";
        }

        var (date, hash) = (request.Headers["x-ms-date"].ToString(), request.Headers["x-ms-content-sha256"].ToString());
        if (!DateTimeOffset.TryParseExact(date, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signedAt)
            || (time.GetUtcNow() - signedAt).Duration() > Tolerance)
        {
            return "x-ms-date is missing or more than five minutes off.";
        }

        if (hash != Convert.ToBase64String(SHA256.HashData(body)))
        {
            return "x-ms-content-sha256 is not the hash of the body.";
        }

        // Signed as sent, not as decoded for routing.
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var expected = HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{request.Method}\n{target}\n{date};{request.Host};{hash}"));
        var given = new byte[expected.Length];
        return Convert.TryFromBase64String(match.Groups["signature"].Value, given, out var length) && length == expected.Length
            && CryptographicOperations.FixedTimeEquals(expected, given) ? null : "The signature is wrong.";
    }

    [GeneratedRegex("^HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=(?<signature>[A-Za-z0-9+/]{43}=)$")]
    private static partial Regex Form();
}
