using Google.Protobuf.WellKnownTypes;
using HubAutomation.Local.Host.Durable;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.Host.Tests.Durable;

public class StatusJsonTests
{
    [Fact]
    public void An_orchestration_is_shown_with_its_times_in_whole_seconds()
        => Assert.Equal(
            """{"name":"Approve","instanceId":"return-2026-09","runtimeStatus":"Completed","input":{"month":9},"customStatus":null,"output":[1,2],"createdTime":"2026-09-01T08:30:15Z","lastUpdatedTime":"2026-09-01T08:30:16Z"}""",
            StatusJson.Write(Instance(input: """{"month":9}""", output: "[1,2]"), showInput: true));

    [Fact]
    public void An_input_is_left_out_on_request()
        => Assert.Contains("\"input\":null", StatusJson.Write(Instance(input: "9"), showInput: false), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"done\"", "\"done\"")]
    [InlineData("no longer needed", "\"no longer needed\"")]
    [InlineData("true story", "\"true story\"")]
    [InlineData("{\"half\":", "\"{\\u0022half\\u0022:\"")]
    [InlineData("", "\"\"")]
    [InlineData(null, "null")]
    public void What_is_no_json_is_shown_as_text(string? output, string shown)
        => Assert.Contains($"\"output\":{shown},", StatusJson.Write(Instance(output: output), showInput: true), StringComparison.Ordinal);

    [Fact]
    public void What_has_failed_has_its_reason_for_output()
    {
        var instance = Instance();
        instance.FailureDetails = new P.TaskFailureDetails { ErrorType = "System.InvalidOperationException", ErrorMessage = "Nobody to ask." };

        Assert.Contains("\"output\":\"System.InvalidOperationException: Nobody to ask.\"", StatusJson.Write(instance, showInput: true), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_are_a_list()
    {
        var json = StatusJson.Write([Instance(), Instance()], showInput: true);

        Assert.StartsWith("[{\"name\"", json, StringComparison.Ordinal);
        Assert.EndsWith("Z\"}]", json, StringComparison.Ordinal);
    }

    private static P.OrchestrationState Instance(string? input = null, string? output = null) => new()
    {
        Name = "Approve",
        InstanceId = "return-2026-09",
        OrchestrationStatus = P.OrchestrationStatus.Completed,
        Input = input,
        Output = output,
        CreatedTimestamp = new DateTimeOffset(2026, 9, 1, 8, 30, 15, 999, TimeSpan.Zero).ToTimestamp(),
        LastUpdatedTimestamp = new DateTimeOffset(2026, 9, 1, 8, 30, 16, TimeSpan.Zero).ToTimestamp(),
    };
}
