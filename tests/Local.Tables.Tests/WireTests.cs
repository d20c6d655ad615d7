using System.Net;
using System.Text.RegularExpressions;
using Azure;
using Azure.Data.Tables;

namespace HubAutomation.Local.Tables.Tests;

/// <summary>What goes over the wire, to the letter: the emulator forgives much that the service does not.</summary>
public sealed partial class WireTests
{
    private static readonly Uri Service = new("https://halton.table.core.windows.net");

    [Fact]
    public void An_insert_names_the_types_that_JSON_cannot_tell()
    {
        using var transport = new CapturingTransport(HttpStatusCode.NoContent);

        Table(transport).AddEntity(new TableEntity("halton|runs", "O'Brien")
        {
            ["Text"] = "é<",
            ["Number"] = 1,
            ["Long"] = 1L,
            ["Whole"] = 5.0,
            ["Nothing"] = null,
            ["NaN"] = double.NaN,
            ["Time"] = new DateTimeOffset(2026, 9, 14, 9, 30, 0, TimeSpan.FromHours(1)),
            ["Bytes"] = new byte[] { 1 },
            ["Timestamp"] = DateTimeOffset.MinValue,
            ["odata.etag"] = "old",
        });

        Assert.Equal(Lines("""
            POST https://halton.table.core.windows.net/Runs
            x-ms-version: 2020-12-06
            DataServiceVersion: 3.0
            Accept: application/json; odata=minimalmetadata
            Prefer: return-no-content
            Content-Type: application/json

            {"PartitionKey":"halton|runs","RowKey":"O\u0027Brien","Text":"\u00E9\u003C","Number":1,"Long@odata.type":"Edm.Int64","Long":"1","Whole@odata.type":"Edm.Double","Whole":5,"Nothing":null,"NaN@odata.type":"Edm.Double","NaN":"NaN","Time@odata.type":"Edm.DateTime","Time":"2026-09-14T08:30:00.0000000Z","Bytes@odata.type":"Edm.Binary","Bytes":"AQ=="}
            """), transport.Sent.Single());
    }

    [Fact]
    public void A_conditional_write_sends_the_version_as_it_was_read()
    {
        using var transport = new CapturingTransport(HttpStatusCode.NoContent);
        var version = new ETag("W/\"datetime'2026-09-14T08%3A30%3A00.0000000Z'\"");

        Table(transport).UpdateEntity(new TableEntity("a b/c", "O'Brien"), version);
        Table(transport).UpsertEntity(new TableEntity("p", "r"), TableUpdateMode.Replace);
        Table(transport).DeleteEntity("p", "r");

        Assert.StartsWith("PATCH https://halton.table.core.windows.net/Runs(PartitionKey='a%20b%2Fc',RowKey='O%27%27Brien')\r\n", transport.Sent[0], StringComparison.Ordinal);
        Assert.Contains($"If-Match: {version}\r\n", transport.Sent[0], StringComparison.Ordinal);
        Assert.StartsWith("PUT ", transport.Sent[1], StringComparison.Ordinal);
        Assert.DoesNotContain("If-Match", transport.Sent[1], StringComparison.Ordinal);
        Assert.Contains("If-Match: *\r\n", transport.Sent[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_sends_filter_selection_and_place_percent_encoded()
    {
        using var transport = new CapturingTransport(HttpStatusCode.OK, answer: """{"value":[]}""");

        var pages = Table(transport).Query<TableEntity>("Name eq 'A&B + C'", maxPerPage: 50, select: ["RowKey", "Name"]).AsPages("1!8!cGFydA-- 1!4!cm93").ToArray();

        Assert.Single(pages);
        Assert.StartsWith(
            "GET https://halton.table.core.windows.net/Runs()?$top=50&$select=RowKey%2CName&$filter=Name%20eq%20%27A%26B%20%2B%20C%27&NextPartitionKey=1%218%21cGFydA--&NextRowKey=1%214%21cm93\r\n",
            transport.Sent.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_transaction_is_one_multipart_message_with_one_changeset()
    {
        using var transport = new CapturingTransport(HttpStatusCode.Accepted, "multipart/mixed; boundary=batchresponse_1", """
            --batchresponse_1
            Content-Type: multipart/mixed; boundary=changesetresponse_1

            --changesetresponse_1
            Content-Type: application/http
            Content-Transfer-Encoding: binary

            HTTP/1.1 204 No Content
            ETag: W/"datetime'2026-09-14T08%3A30%3A00.0000000Z'"


            --changesetresponse_1
            Content-Type: application/http
            Content-Transfer-Encoding: binary

            HTTP/1.1 204 No Content


            --changesetresponse_1--
            --batchresponse_1--
            """);

        var responses = Table(transport).SubmitTransaction(
        [
            new(TableTransactionActionType.Add, new TableEntity("p", "r1") { ["Number"] = 1 }),
            new(TableTransactionActionType.Delete, new TableEntity("p", "r2")),
        ]).Value;

        Assert.Equal([204, 204], responses.Select(response => response.Status));
        Assert.Equal(new ETag("W/\"datetime'2026-09-14T08%3A30%3A00.0000000Z'\""), responses[0].Headers.ETag);
        var sent = Unique().Replace(transport.Sent.Single(), "1");
        Assert.StartsWith("POST https://halton.table.core.windows.net/$batch\r\n", sent, StringComparison.Ordinal);
        Assert.Equal("multipart/mixed; boundary=batch_1", Unique().Replace(transport.Header("Content-Type"), "1"));
        Assert.Equal(Lines("""
            --batch_1
            Content-Type: multipart/mixed; boundary=changeset_1

            --changeset_1
            Content-Type: application/http
            Content-Transfer-Encoding: binary

            POST https://halton.table.core.windows.net/Runs HTTP/1.1
            x-ms-version: 2020-12-06
            DataServiceVersion: 3.0
            Accept: application/json;odata=minimalmetadata
            Content-Type: application/json
            Prefer: return-no-content

            {"PartitionKey":"p","RowKey":"r1","Number":1}
            --changeset_1
            Content-Type: application/http
            Content-Transfer-Encoding: binary

            DELETE https://halton.table.core.windows.net/Runs(PartitionKey='p',RowKey='r2') HTTP/1.1
            x-ms-version: 2020-12-06
            DataServiceVersion: 3.0
            Accept: application/json;odata=minimalmetadata
            If-Match: *


            --changeset_1--
            --batch_1--

            """), sent[(sent.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
    }

    [Fact]
    public void An_answer_in_XML_from_what_stands_before_the_service_gives_its_code()
    {
        using var transport = new CapturingTransport(HttpStatusCode.Forbidden, "application/xml", """
            <?xml version="1.0" encoding="utf-8"?>
            <m:error xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata"><m:code>AuthenticationFailed</m:code><m:message>No.</m:message></m:error>
            """);

        var failure = Assert.Throws<RequestFailedException>(() => Table(transport).DeleteEntity("p", "r"));

        Assert.Equal((403, "AuthenticationFailed"), (failure.Status, failure.ErrorCode));
    }

    [Theory]
    [InlineData("text/html", "<html><body>Bad gateway<br></body></html>")]
    [InlineData("application/json", "[]")]
    [InlineData("application/json", "{\"odata.error\":{}}")]
    [InlineData("text/plain", "")]
    public void An_answer_that_is_none_of_the_service_still_gives_its_status(string type, string body)
    {
        using var transport = new CapturingTransport(HttpStatusCode.NotImplemented, type, body);

        var failure = Assert.Throws<RequestFailedException>(() => Table(transport).DeleteEntity("p", "r"));

        Assert.Equal((501, null), (failure.Status, failure.ErrorCode));
    }

    [Fact]
    public void The_signature_covers_date_and_resource()
    {
        using var transport = new CapturingTransport(HttpStatusCode.NoContent);
        var key = new TableSharedKeyCredential("halton", Convert.ToBase64String(new byte[64]));
        var table = new TableClient(Service, "Runs", key, new TableClientOptions { Transport = transport });

        table.DeleteEntity("p", "a b");

        var expected = Convert.ToBase64String(System.Security.Cryptography.HMACSHA256.HashData(
            new byte[64],
            System.Text.Encoding.UTF8.GetBytes($"{transport.Header("x-ms-date")}\n/halton/Runs(PartitionKey='p',RowKey='a%20b')")));
        Assert.Equal($"SharedKeyLite halton:{expected}", transport.Header("Authorization"));
    }

    private static TableClient Table(CapturingTransport transport) =>
        new(new Uri(Service, "Runs"), new TableClientOptions { Transport = transport, Retry = { MaxRetries = 0 } });

    private static string Lines(string text) => text.ReplaceLineEndings("\r\n");

    [GeneratedRegex("(?<=(batch|changeset)_)[0-9a-f-]{36}")]
    private static partial Regex Unique();
}
