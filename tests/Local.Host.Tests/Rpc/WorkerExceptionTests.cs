using HubAutomation.Local.Host.Rpc;

namespace HubAutomation.Local.Host.Tests.Rpc;

/// <summary>An exception in the worker reads in the host's log as it did there.</summary>
public class WorkerExceptionTests
{
    [Fact]
    public void The_whole_of_it_comes_as_text()
    {
        var exception = Exception("System.FormatException: no day\n   at App.Read()", stack: "   at App.Read()");

        Assert.Equal(("System.FormatException", "System.FormatException: no day", "   at App.Read()"), (exception.TypeName, exception.Message, exception.StackTrace));
        Assert.Equal("System.FormatException: no day\n   at App.Read()", exception.ToString());
    }

    [Fact]
    public void Of_the_apps_own_code_message_type_and_place_come_apart_where_it_is_set_so()
    {
        var exception = Exception("no day", "   at App.Read()", "System.FormatException");

        Assert.Equal("System.FormatException", exception.TypeName);
        Assert.Equal("System.FormatException: no day\n   at App.Read()", exception.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void The_middleware_of_activities_writes_it_as_json_before_the_text()
    {
        var exception = Exception(
            """{"errorType":"System.FormatException","errorMessage":"no day","stackTrace":"   at App.Read()","innerFailure":{"errorType":"System.IO.IOException","errorMessage":"x"}}"""
            + "\n   at Middleware()");

        Assert.Equal(("System.FormatException", "   at App.Read()"), (exception.TypeName, exception.StackTrace));
        Assert.Equal("System.FormatException: no day\n   at App.Read()", exception.ToString().ReplaceLineEndings("\n"));
        Assert.Equal("System.IO.IOException", WorkerExceptionText.Failure(exception.Details)!.InnerFailure.ErrorType);
    }

    [Theory]
    [InlineData("{curly} text")]
    [InlineData("{\"a\":")]
    public void A_message_that_begins_with_a_brace_need_not_be_json(string message)
    {
        var exception = Exception(message);

        Assert.Null(WorkerExceptionText.Failure(exception.Details));
        Assert.Equal(message, exception.ToString());
    }

    [Fact]
    public void One_that_says_nothing_is_told_all_the_same() => Assert.Contains("nothing said", new WorkerException("nothing said", null).ToString(), StringComparison.Ordinal);

    private static WorkerException Exception(string message, string stack = "", string type = "") =>
        new(message, new RpcException { Message = message, StackTrace = stack, Type = type });
}
