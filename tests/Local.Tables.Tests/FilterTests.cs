#pragma warning disable CA1309 // These comparisons are never run: the service gets them as a filter.

using System.Linq.Expressions;
using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;

namespace HubAutomation.Local.Tables.Tests;

public sealed class FilterTests
{
    [Fact]
    public void Values_in_an_interpolated_filter_are_written_as_literals_and_escaped()
    {
        var time = new DateTimeOffset(2026, 9, 14, 9, 30, 0, TimeSpan.FromHours(1)).AddTicks(1234567);
        var id = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e");

        Assert.Equal("A eq 'it''s' and B eq '''' and C eq ''", TableClient.CreateQueryFilter($"A eq {"it's"} and B eq {'\''} and C eq {""}"));
        Assert.Equal("A eq 1 and B eq 5000000000L and C eq 2.5", TableClient.CreateQueryFilter($"A eq {1} and B eq {5_000_000_000} and C eq {2.5}"));
        Assert.Equal("A eq true and B eq null", TableClient.CreateQueryFilter($"A eq {true} and B eq {null}"));
        Assert.Equal("A eq datetime'2026-09-14T08:30:00.1234567Z'", TableClient.CreateQueryFilter($"A eq {time}"));
        Assert.Equal("A eq guid'0f8fad5b-d9cb-469f-a165-70867728950e'", TableClient.CreateQueryFilter($"A eq {id}"));
        Assert.Equal("A eq X'010AFF'", TableClient.CreateQueryFilter($"A eq {new byte[] { 1, 10, 255 }}"));
        Assert.Equal("A eq X'010AFF'", TableClient.CreateQueryFilter($"A eq {new BinaryData(new byte[] { 1, 10, 255 })}"));
        Assert.Null(TableClient.CreateQueryFilter(null));
    }

    [Fact]
    public void A_value_of_a_type_that_has_no_literal_is_refused() =>
        Assert.Throws<ArgumentException>(() => TableClient.CreateQueryFilter($"A eq {TimeSpan.Zero}"));

    public static TheoryData<string, Expression<Func<Session, bool>>> Expressions
    {
        get
        {
            var authority = "halton";
            int? places = 5;
            var cutOff = new { Time = new DateTime(2026, 9, 14, 8, 30, 0, DateTimeKind.Utc) };
            return new()
            {
                { "PartitionKey eq 'halton'", session => session.PartitionKey == authority },
                { "PartitionKey eq 'halton'", session => authority == session.PartitionKey },
                { "PartitionKey eq 'halton'", session => session.PartitionKey.Equals(authority) },
                { "PartitionKey eq 'halton'", session => string.Equals(session.PartitionKey, authority) },
                { "(PartitionKey eq 'halton') and (Places gt 5)", session => session.PartitionKey == authority && session.Places > places },
                { "Places gt 5", session => places < session.Places },
                { "Places le 6", session => 6 >= session.Places },
                { "(Places ne 5) or (not (Cost le 2.5))", session => session.Places != 5 || !(session.Cost <= 2.5) },
                { "IsOpen eq true", session => session.IsOpen },
                { "not (IsOpen eq true)", session => !session.IsOpen },
                { "IsOpen eq false", session => session.IsOpen == false },
                { "session_name ge 'b'", session => string.Compare(session.Name, "b") >= 0 },
                { "session_name lt 'b''s'", session => session.Name!.CompareTo("b's") < 0 },
                { "Ends gt datetime'2026-09-14T08:30:00Z'", session => session.Ends > cutOff.Time },
                { "Ends eq datetime'2026-09-14T08:30:00Z'", session => session.Ends!.Value == cutOff.Time },
                { "Timestamp ge datetime'2026-01-01T00:00:00Z'", session => session.Timestamp >= new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) },
                { "Places eq 5", session => authority == "halton" && session.Places == 5 },
                { "Views eq 1L", session => session.Views == 1 },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Expressions))]
    public void An_expression_becomes_a_filter(string expected, Expression<Func<Session, bool>> expression) =>
        Assert.Equal(expected, TableClient.CreateQueryFilter(expression));

    public static TheoryData<Expression<Func<Session, bool>>> RefusedExpressions =>
    [
        session => session.Name == null,
        session => session.Name!.StartsWith("Baby", StringComparison.Ordinal),
        session => string.Equals(session.Name, "baby massage", StringComparison.OrdinalIgnoreCase),
        session => string.Compare(session.Name, "b", StringComparison.Ordinal) > 0,
        session => string.Compare(session.Name, "b") > 1,
        session => session.Places == session.Views,
        session => session.Places + 1 == 5,
        session => session.Weekday == DayOfWeek.Monday,
        session => session.Name!.Length == 5,
        session => false,
    ];

    [Theory]
    [MemberData(nameof(RefusedExpressions))]
    public void What_the_service_cannot_answer_as_the_expression_means_it_is_refused(Expression<Func<Session, bool>> expression) =>
        Assert.Throws<NotSupportedException>(() => TableClient.CreateQueryFilter(expression));

    [Fact]
    public void An_expression_that_lets_every_entity_through_is_no_filter() =>
        Assert.Null(TableClient.CreateQueryFilter<Session>(session => true));

    [Fact]
    public void The_name_of_a_table_is_filtered_as_TableName() =>
        Assert.Equal("(TableName ge 'a') and (TableName lt 'b')",
            TableServiceClient.CreateQueryFilter(table => table.Name.CompareTo("a") >= 0 && table.Name.CompareTo("b") < 0));

    public sealed class Session : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        [DataMember(Name = "session_name")]
        public string? Name { get; set; }

        public int Places { get; set; }

        public long Views { get; set; }

        public double Cost { get; set; }

        public bool IsOpen { get; set; }

        public DateTime? Ends { get; set; }

        public DayOfWeek Weekday { get; set; }
    }
}
