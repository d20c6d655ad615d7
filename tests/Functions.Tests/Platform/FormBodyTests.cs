using System.Text;
using HubAutomation.Functions.Platform;
using HubAutomation.Functions.Platform.Parameters;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace HubAutomation.Functions.Tests.Platform;

/// <summary>What anybody may send to a page that takes a form.</summary>
public sealed class FormBodyTests
{
    private const string UrlEncoded = "application/x-www-form-urlencoded";
    private const string Multipart = "multipart/form-data; boundary=b";
    private const int Largest = 4096;

    public static TheoryData<string, string, int, string> Refused => new()
    {
        { "multipart/form-data", Part("address", "a@example.org") + "--b--\r\n", 400, "has no boundary" },
        { "multipart/form-data; boundary=", Part("address", "a@example.org") + "--b--\r\n", 400, "has no boundary" },
        { "multipart/form-data; boundary=" + new string('b', 300), "x", 400, "has no boundary" },
        { Multipart, "nothing of that kind", 400, "cut off" },
        { Multipart, Part("address", "a@example.org"), 400, "cut off" },
        { Multipart, "--b\r\nContent-Disposition: form-data; name=\"address\"\r\n\r\na@exam", 400, "cut off" },
        { Multipart, "--b\r\nContent-Disposition: form-data; name=\"addr", 400, "cut off" },
        { Multipart, string.Concat(Enumerable.Repeat("--b\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n", 1100)) + "--b--\r\n", 413, "At most 4 KB" },
        { UrlEncoded, string.Join('&', Enumerable.Range(0, 1025).Select(i => i % 10)), 400, "more than 1024 fields" },
        { UrlEncoded, new string('k', 3000) + "=1", 400, "cut off" },
        { UrlEncoded, "address=" + new string('a', 5000), 413, "At most 4 KB" },
        { UrlEncoded + "; charset=utf-7", "address=+AGE-", 400, "encoded as “utf-7”" },
        { UrlEncoded + "; charset=\"ibm037\"", "address=a", 400, "ibm037" },
        { UrlEncoded + "; charset=no-such-thing", "address=a", 400, "no-such-thing" },
        { Multipart, "--b\r\nContent-Disposition: form-data; name=\"address\"\r\nContent-Type: text/plain; charset=utf-7\r\n\r\n+AGE-\r\n--b--\r\n", 400, "not encoded as UTF-8" },
        { UrlEncoded, "address=a%00b", 400, "the character U+0000" },
        { UrlEncoded, "addr%00ess=a", 400, "the character U+0000" },
        { UrlEncoded, "address=a%0Bb", 400, "the character U+000B" },
        { UrlEncoded, "address=a%EF%BF%BEb", 400, "the character U+FFFE" },
        { Multipart, Part("address", "a\0b") + "--b--\r\n", 400, "the character U+0000" },
        { "application/json", """{"address":"a"}""", 415, "application/x-www-form-urlencoded" },
        { "text/plain", "address=a", 415, "application/x-www-form-urlencoded" },
        { "no type at all", "address=a", 415, "application/x-www-form-urlencoded" },
        { "", "address=a", 415, "application/x-www-form-urlencoded" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_is_no_form_is_refused_in_words(string type, string body, int status, string words)
    {
        foreach (var saysItsLength in new[] { true, false })
        {
            var refusal = await Assert.ThrowsAsync<RequestRefusedException>(() => ReadAsync(type, Encoding.Latin1.GetBytes(body), saysItsLength));

            Assert.Equal(status, refusal.Status);
            Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(UrlEncoded, "address=caf%C3%A9+%F0%9F%91%B6%0D%0Anext%09line")]
    [InlineData(UrlEncoded + "; charset=UTF-8", "address=caf%C3%A9+%F0%9F%91%B6%0D%0Anext%09line")]
    [InlineData(Multipart, "--b\r\nContent-Disposition: form-data; name=\"address\"\r\n\r\ncafÃ© ð\u009f\u0091¶\r\nnext\tline\r\n--b--\r\n")]
    public async Task What_a_browser_sends_is_read_as_it_was_typed(string type, string body)
    {
        var form = await ReadAsync(type, Encoding.Latin1.GetBytes(body), saysItsLength: true);

        Assert.Equal("café 👶\r\nnext\tline", form["address"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(UrlEncoded)]
    [InlineData(Multipart)]
    public async Task No_body_is_an_empty_form(string? type)
    {
        Assert.Empty(await ReadAsync(type, [], saysItsLength: true));
        Assert.Empty(await ReadAsync(type, [], saysItsLength: false));
    }

    [Fact]
    public async Task A_file_is_read_with_its_name()
    {
        const string body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"autumn.csv\"\r\nContent-Type: text/csv\r\n\r\nActivity,Day\r\n--b--\r\n";

        var form = await ReadAsync(Multipart, Encoding.ASCII.GetBytes(body), saysItsLength: true);

        Assert.Equal(("autumn.csv", 12L), (form.Files["file"]!.FileName, form.Files["file"]!.Length));
    }

    private static string Part(string name, string value) => $"--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n";

    private static async Task<IFormCollection> ReadAsync(string? type, byte[] body, bool saysItsLength)
    {
        var http = new DefaultHttpContext();
        http.Features.Set<IHttpMaxRequestBodySizeFeature>(new BodyLimit(http));
        http.Request.ContentType = type;
        http.Request.ContentLength = saysItsLength ? body.Length : null;
        http.Request.Body = new MemoryStream(body);
        return await FormBody.ReadAsync(http.Request, Largest, default);
    }

    /// <summary>Counts as Kestrel does: whoever reads on beyond the limit is told.</summary>
    private sealed class BodyLimit(HttpContext http) : IHttpMaxRequestBodySizeFeature
    {
        public bool IsReadOnly => false;

        public long? MaxRequestBodySize
        {
            get;
            set
            {
                field = value;
                if (value < http.Request.Body.Length)
                    http.Request.Body = new TooLong();
            }
        }
    }

    private sealed class TooLong : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new BadHttpRequestException("Request body too large.", StatusCodes.Status413PayloadTooLarge);
    }
}
