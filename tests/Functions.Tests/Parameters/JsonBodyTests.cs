using System.Text;
using System.Text.Json;
using HubAutomation.Functions.Platform.Parameters;
using HubAutomation.Shared.Platform.Text;
using Microsoft.AspNetCore.Http;

namespace HubAutomation.Functions.Tests.Parameters;

/// <summary>What comes as the body of a start is a JSON object, or is said to be none, in words and with its place.</summary>
public class JsonBodyTests
{
    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("\uFEFF{ }")]
    public void No_body_is_no_parameters(string body) => Assert.Equal((JsonValueKind.Object, null), KindOf(body));

    [Theory]
    [InlineData("[", "line 1, column 2: it ends too early: a closing bracket is missing.")]
    [InlineData("{\"month\":\"2026-10\"", "line 1, column 19: it ends too early: a closing bracket is missing.")]
    [InlineData("{\n  \"month\": \"2026-10\",\n}", "line 3, column 1: there is a comma behind the last item.")]
    [InlineData("{'month':1}", "line 1, column 2: a key in double quotation marks is expected here.")]
    [InlineData("{\"é\":1 \"b\":2}", "line 1, column 8: a comma or a closing bracket is expected here.")]
    [InlineData("{\"a\":True}", "line 1, column 6: a value is expected here")]
    [InlineData("{\"a\":\"b\nc\"}", "line 1, column 8: a text goes on over the end of its line: its closing quotation mark is missing.")]
    [InlineData("{} {}", "line 1, column 4: there is something behind the end.")]
    [InlineData("month=2026-10", "line 1, column 1: a value is expected here")]
    [InlineData("{ // why\n}", "comments are not allowed.")]
    public void What_is_not_JSON_is_said_with_its_place_in_words(string body, string words)
    {
        var (_, problem) = JsonBody.Read(Encoding.UTF8.GetBytes(body));

        Assert.StartsWith("Send the parameters as a JSON object, or no body at all. The body is not JSON: line ", problem, StringComparison.Ordinal);
        Assert.Contains(words, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("\"month\"")]
    [InlineData("[1,2]")]
    public void What_is_no_object_is_shown(string body) =>
        Assert.Equal($"The body is {body}. Send the parameters as a JSON object, or no body at all.", JsonBody.Read(Encoding.UTF8.GetBytes(body)).Problem);

    [Fact]
    public void A_body_in_another_coding_is_refused() =>
        Assert.Equal("The body is not UTF-8. Send the parameters as a JSON object in UTF-8.", JsonBody.Read(Encoding.Latin1.GetBytes("{\"file\":\"Café.csv\"}")).Problem);

    [Theory]
    [InlineData(60, null)]
    [InlineData(64, "Send the parameters as a JSON object, or no body at all. The body is not JSON: line 1, column 69: lists and objects stand too deep within each other.")]
    [InlineData(120_000, "Send the parameters as a JSON object, or no body at all. The body is not JSON: line 1, column 69: lists and objects stand too deep within each other.")]
    public void What_stands_deeper_than_anybody_writes_is_not_read_to_its_end(int levels, string? problem) =>
        Assert.Equal(problem, JsonBody.Read(Encoding.UTF8.GetBytes($"{{\"a\":{new string('[', levels)}{new string(']', levels)}}}")).Problem);

    [Theory]
    [InlineData("?dryRun=true", "The address has the parameter \"dryRun\", where nothing is read. Send parameters in the body, as a JSON object.")]
    [InlineData("?code=key&month=2026-10", "The address has the parameter \"month\", where nothing is read. Send parameters in the body, as a JSON object.")]
    [InlineData("?part=text", "The address has the parameter \"part\", where nothing is read. Send parameters in the body, as a JSON object.")]
    [InlineData("?d%E2%80%AEry", "The address has the parameter \"d\\u202ery\", where nothing is read. Send parameters in the body, as a JSON object.")]
    [InlineData("?code=key", null)]
    [InlineData("?CODE=key", null)]
    [InlineData("", null)]
    public async Task Parameters_in_the_address_are_not_left_out_unseen(string query, string? problem)
    {
        var request = new DefaultHttpContext().Request;
        request.QueryString = new QueryString(query);

        Assert.Equal(problem, (await JsonBody.ReadAsync(request, default)).Problem);
    }

    [Fact]
    public async Task What_may_stand_in_an_address_is_said_by_who_reads_it()
    {
        var request = new DefaultHttpContext().Request;
        request.QueryString = new QueryString("?part=text&code=key");

        Assert.Null((await JsonBody.ReadAsync(request, default, "part")).Problem);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_not_read_to_its_end()
    {
        var request = new DefaultHttpContext().Request;
        using var endless = new Endless();
        request.Body = endless;

        var refusal = await Assert.ThrowsAsync<RequestRefusedException>(() => JsonBody.ReadAsync(request, default));

        Assert.Equal((413, "The body is too large: it may have 262144 bytes at most."), (refusal.Status, refusal.Message));
        Assert.InRange(endless.HasRead, JsonBody.MostBytes, JsonBody.MostBytes + 20_000);
    }

    [Fact]
    public void Whatever_bytes_come_the_answer_is_an_object_or_a_sentence()
    {
        var random = new Random(12);
        var right = Encoding.UTF8.GetBytes("""{"month":"2026-10","reason":"Café – zoë","tables":["Runs","Audit"],"dryRun":true,"deep":{"a":[1,2.5e3,null]}}""");
        for (var round = 0; round < 5_000; round++)
        {
            var bytes = right.ToArray();
            for (var change = 0; change < 1 + (round % 4); change++)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var (body, problem) = JsonBody.Read(bytes.AsMemory(0, random.Next(bytes.Length + 1)));

            Assert.True(problem is null == (body.ValueKind is JsonValueKind.Object));
            Assert.DoesNotContain("LineNumber", problem ?? "", StringComparison.Ordinal);
            var (_, wrong) = problem is null ? ParameterReader.Read("it", body, NoParameter) : (null, problem);
            Assert.True(WholeText.IsClean(wrong ?? ""), wrong);
        }
    }

    [Theory]
    [InlineData("2f0c-41", null)]
    [InlineData("", "The header Idempotency-Key must be one text of 1 to 255 letters")]
    [InlineData("two words", "The header Idempotency-Key must be")]
    [InlineData("caf\u00e9", "The header Idempotency-Key must be")]
    [InlineData("a\u0000b", "The header Idempotency-Key must be")]
    public void A_key_against_doubling_is_visible_ASCII(string given, string? problem)
    {
        var (key, wrong) = IdempotencyKey.Read(new HeaderDictionary { [IdempotencyKey.Header] = given });

        Assert.Equal(problem is null ? given : null, key);
        Assert.StartsWith(problem ?? "", wrong ?? "", StringComparison.Ordinal);
        Assert.Equal(problem is null, wrong is null);
    }

    [Fact]
    public void A_key_against_doubling_is_one_and_not_long()
    {
        Assert.Equal((null, null), IdempotencyKey.Read(new HeaderDictionary()));
        Assert.Equal(new string('k', 255), IdempotencyKey.Read(new HeaderDictionary { [IdempotencyKey.Header] = new string('k', 255) }).Key);
        Assert.NotNull(IdempotencyKey.Read(new HeaderDictionary { [IdempotencyKey.Header] = new string('k', 256) }).Problem);
        Assert.NotNull(IdempotencyKey.Read(new HeaderDictionary { [IdempotencyKey.Header] = new[] { "one", "two" } }).Problem);
    }

    private static string NoParameter(ParameterReader given) => given.Optional("nothing", "nothing", TextKind.Id, "");

    private static (JsonValueKind, string?) KindOf(string body)
    {
        var (read, problem) = JsonBody.Read(Encoding.UTF8.GetBytes(body));
        return (read.ValueKind, problem);
    }

    private sealed class Endless : Stream
    {
        public long HasRead { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => HasRead; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Array.Fill(buffer, (byte)' ', offset, count);
            HasRead += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
