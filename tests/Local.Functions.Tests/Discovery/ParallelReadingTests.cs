using System.Collections.Immutable;
using HubAutomation.Local.Functions.Discovery;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace HubAutomation.Local.Functions.Tests.Discovery;

/// <summary>
/// Two apps of one process, as two test classes that run beside each other, read the same methods. When two threads ask
/// one method for its parameters for the first time, they may get different objects for the same parameter.
/// </summary>
public class ParallelReadingTests
{
    [Fact]
    public void Two_apps_read_the_same_functions_at_the_same_moment()
    {
        // Each closed generic type has methods that nobody has asked before.
        foreach (var type in Distinct(300))
        {
            using var start = new Barrier(3);
            var readings = new ImmutableArray<FunctionMistake>[start.ParticipantCount];
            var threads = readings.Select((_, app) => new Thread(() => readings[app] = Read(type, start))).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());

            Assert.All(readings, mistakes => Assert.Empty(mistakes));
        }
    }

    private static ImmutableArray<FunctionMistake> Read(Type type, Barrier start)
    {
        var reader = new FunctionReader(new TriggerReader(new ConfigurationBuilder().Build(), "api", servesHttp: false));
        var functions = FunctionScan.Functions([type]);
        start.SignalAndWait();
        return reader.Read(functions).Mistakes;
    }

    private static IEnumerable<Type> Distinct(int count)
    {
        var argument = typeof(int);
        for (var i = 0; i < count; i++)
        {
            yield return typeof(Steps<>).MakeGenericType(argument);
            argument = i % 50 == 49 ? typeof(Steps<>).MakeGenericType(argument.GetElementType()!) : argument.MakeArrayType();
        }
    }

    public class Steps<T>
    {
        [Function("One")]
        public string One([ActivityTrigger] string input, FunctionContext context) => input + context.FunctionId;

        [Function("Two")]
        public string Two([ActivityTrigger] string input, FunctionContext context) => input + context.FunctionId;

        [Function("Three")]
        public string Three([ActivityTrigger] string input, FunctionContext context) => input + context.FunctionId;
    }
}
