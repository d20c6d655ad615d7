// Each of these does what an orchestrator must not do, or does it in a way that analyzers rightly dislike.
#pragma warning disable CA1031, CA1837, CA1305, CA1304, CA1416, CA1806, CA1822, CA1849, CA1852, CA1859, CA2000, CA2008, CA2016, CA2211, CA2213, CA2234, CA2250, CA5392, CA5394, CA1001, CA1812, CA1860, CA1311, CA1308, SYSLIB1054, IDE0059, CS1998
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Azure.Storage.Blobs;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using NodaTime;

namespace HubAutomation.Functions.Tests.Determinism;

/// <summary>What must be found, as the walk names it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FoundAttribute(string what) : Attribute
{
    public string What { get; } = what;
}

/// <summary>Orchestrators each with one seeded mistake.</summary>
internal static class Offenders
{
    private static int counter;
    private static readonly List<string> Remembered = [];
    private static readonly ConcurrentDictionary<string, int> Shared = new();
    private static readonly object Gate = new();

    [Found("System.DateTime.get_UtcNow")]
    public static async Task<DateTime> InAStateMachine(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync("Something");
        return DateTime.UtcNow;
    }

    [Found("System.DateTime.get_Now")]
    public static Task InALambda(TaskOrchestrationContext context) => After(context, () => DateTime.Now.ToString(CultureInfo.InvariantCulture));

    [Found("System.DateTime.get_Today")]
    public static Task InALambdaOfALambda(TaskOrchestrationContext context) =>
        After(context, () => string.Concat(Enumerable.Range(0, 2).Select(i => DateTime.Today.AddDays(i).ToString(CultureInfo.InvariantCulture))));

    [Found("System.DateTimeOffset.get_UtcNow")]
    public static Task InALocalFunction(TaskOrchestrationContext context)
    {
        return context.CreateTimer(Later(1).UtcDateTime, default);
        static DateTimeOffset Later(int days) => DateTimeOffset.UtcNow.AddDays(days);
    }

    [Found("System.DateTimeOffset.get_Now")]
    public static int InAnIterator(TaskOrchestrationContext context) => Moments().Count();

    [Found("System.Guid.NewGuid")]
    public static string BehindAnInterface(TaskOrchestrationContext context, ISource source) => source.Next();

    [Found("System.Guid.CreateVersion7")]
    public static string BehindABaseClass(TaskOrchestrationContext context, Source source) => source.Next();

    [Found("System.Random.get_Shared")]
    public static int InAGenericMethod(TaskOrchestrationContext context) => Pick([1, 2, 3]);

    [Found("System.Random..ctor")]
    public static int InAGenericType(TaskOrchestrationContext context) => new Picker<int>().Pick([1, 2, 3]);

    [Found("System.Environment.get_MachineName")]
    public static string InAStaticInitializer(TaskOrchestrationContext context) => Once.Machine;

    [Found("System.Environment.GetEnvironmentVariable")]
    public static string? InAPropertyOfARecord(TaskOrchestrationContext context) => new Setting("HUB").Value;

    [Found("System.AppContext.get_BaseDirectory")]
    public static string InAMethodThatIsPassedOn(TaskOrchestrationContext context) => Apply(Folder);

    [Found("System.TimeProvider.GetUtcNow")]
    public static DateTimeOffset TheClockOfAService(TaskOrchestrationContext context) => new Service(TimeProvider.System).Now();

    [Found("System.TimeZoneInfo.get_Local")]
    public static string TheMachinesTimeZone(TaskOrchestrationContext context) => TimeZoneInfo.Local.Id;

    [Found("NodaTime.SystemClock.get_Instance")]
    public static IClock NodaTimesClock(TaskOrchestrationContext context) => SystemClock.Instance;

    [Found("NodaTime.IClock.GetCurrentInstant")]
    public static Instant AnyClock(TaskOrchestrationContext context, IClock clock) => clock.GetCurrentInstant();

    [Found("System.Diagnostics.Stopwatch.StartNew")]
    public static long AStopwatch(TaskOrchestrationContext context) => Stopwatch.StartNew().ElapsedMilliseconds;

    [Found("System.Security.Cryptography.RandomNumberGenerator.GetInt32")]
    public static int SecureRandomness(TaskOrchestrationContext context) => RandomNumberGenerator.GetInt32(10);

    [Found("System.HashCode.Combine")]
    public static int ASaltedHash(TaskOrchestrationContext context) => HashCode.Combine(1, 2);

    [Found("System.String.GetHashCode")]
    public static int TheHashOfAText(TaskOrchestrationContext context) => "text".GetHashCode(StringComparison.Ordinal);

    [Found("System.Object.GetHashCode")]
    public static int TheHashOfAnObject(TaskOrchestrationContext context) => context.GetHashCode();

    [Found("System.Globalization.CultureInfo.get_CurrentCulture")]
    public static string TheMachinesCulture(TaskOrchestrationContext context) => CultureInfo.CurrentCulture.Name;

    [Found("System.Console.WriteLine")]
    public static void TheConsole(TaskOrchestrationContext context) => Console.WriteLine("Here we are.");

    [Found("System.Threading.Tasks.Task.Delay")]
    public static async Task APause(TaskOrchestrationContext context) => await Task.Delay(1000);

    [Found("System.Threading.Tasks.Task.Run")]
    public static async Task<int> AnotherThread(TaskOrchestrationContext context) => await Task.Run(() => 1);

    [Found("System.Threading.Tasks.Task.ContinueWith")]
    public static async Task AContinuation(TaskOrchestrationContext context) => await context.CallActivityAsync("Something").ContinueWith(_ => { });

    [Found("System.Threading.Tasks.Task.ConfigureAwait")]
    public static async Task ConfigureAwaitFalse(TaskOrchestrationContext context) => await context.CallActivityAsync("Something").ConfigureAwait(false);

    [Found("System.Threading.Tasks.Task`1.ConfigureAwait")]
    public static async Task<int> ConfigureAwaitFalseOfAResult(TaskOrchestrationContext context) =>
        await context.CallActivityAsync<int>("Something").ConfigureAwait(false);

    [Found("System.Threading.Tasks.Task`1.get_Result")]
    public static int ABlockingWait(TaskOrchestrationContext context) => context.CallActivityAsync<int>("Something").Result;

    [Found("System.Threading.Tasks.Parallel.For")]
    public static void ParallelLoops(TaskOrchestrationContext context) => Parallel.For(0, 3, _ => { });

    [Found("System.Threading.Tasks.TaskCompletionSource..ctor")]
    public static async Task ATaskOfItsOwn(TaskOrchestrationContext context) => await new TaskCompletionSource().Task;

    [Found("System.Linq.ParallelEnumerable.AsParallel")]
    public static int ParallelQueries(TaskOrchestrationContext context) => Enumerable.Range(0, 3).AsParallel().Sum();

    [Found("System.Threading.CancellationTokenSource..ctor")]
    public static Task ATimeLimit(TaskOrchestrationContext context) =>
        context.CreateTimer(TimeSpan.FromDays(1), new CancellationTokenSource(TimeSpan.FromSeconds(1)).Token);

    [Found("System.Threading.CancellationTokenSource.CancelAfter")]
    public static void ALaterTimeLimit(TaskOrchestrationContext context) => new CancellationTokenSource().CancelAfter(1000);

    [Found("System.Threading.CancellationTokenSource.CancelAsync")]
    public static async Task CancellingOnAnotherThread(TaskOrchestrationContext context, CancellationTokenSource stop) => await stop.CancelAsync();

    [Found("System.Threading.Thread.Sleep")]
    public static void Sleep(TaskOrchestrationContext context) => Thread.Sleep(1);

    [Found("System.Threading.Monitor.Enter")]
    public static int ALock(TaskOrchestrationContext context)
    {
        lock (Gate)
            return 1;
    }

    [Found("System.Timers.Timer..ctor")]
    public static object ATimer(TaskOrchestrationContext context) => new System.Timers.Timer(1000);

    [Found("System.Runtime.CompilerServices.AsyncVoidMethodBuilder.Create")]
    public static async void NobodyWaits(TaskOrchestrationContext context) => await context.CallActivityAsync("Something");

    [Found("System.Collections.Generic.IAsyncEnumerable`1.GetAsyncEnumerator")]
    public static async Task<int> AwaitForeach(TaskOrchestrationContext context, IAsyncEnumerable<int> numbers)
    {
        await foreach (var number in numbers)
            return number;
        return 0;
    }

    [Found("System.IO.File.Exists")]
    public static bool AFile(TaskOrchestrationContext context) => File.Exists("settings.json");

    [Found("System.Net.Http.HttpClient..ctor")]
    public static object TheNetwork(TaskOrchestrationContext context) => new HttpClient();

    [Found("System.Diagnostics.Process.GetCurrentProcess")]
    public static int AProcess(TaskOrchestrationContext context) => Process.GetCurrentProcess().Id;

    [Found("System.Data.DataTable..ctor")]
    public static object ADatabase(TaskOrchestrationContext context) => new System.Data.DataTable();

    [Found("Azure.Storage.Blobs.BlobServiceClient.GetBlobContainerClient")]
    public static object Storage(TaskOrchestrationContext context, BlobServiceClient blobs) => blobs.GetBlobContainerClient("timetables");

    [Found("Microsoft.Extensions.Configuration.IConfiguration.get_Item")]
    public static string? Configuration(TaskOrchestrationContext context, IConfiguration configuration) => configuration["Email"];

    [Found("Microsoft.DurableTask.Client.DurableTaskClient.GetInstanceAsync")]
    public static Task TheClient(TaskOrchestrationContext context, DurableTaskClient client) => client.GetInstanceAsync("another");

    [Found("HubAutomation.Functions.Tests.Determinism.Offenders.counter")]
    public static int AStaticThatChanges(TaskOrchestrationContext context) => ++counter;

    [Found("HubAutomation.Functions.Tests.Determinism.Offenders.Remembered")]
    public static int AStaticList(TaskOrchestrationContext context) => Remembered.Count;

    [Found("HubAutomation.Functions.Tests.Determinism.Offenders.Shared")]
    public static int AStaticDictionary(TaskOrchestrationContext context) => Shared.Count;

    [Found("native code")]
    public static int NativeCode(TaskOrchestrationContext context) => getpid();

    [DllImport("libc")]
    private static extern int getpid();

    private static async Task<string> After(TaskOrchestrationContext context, Func<string> then)
    {
        await context.CallActivityAsync("Something");
        return then();
    }

    private static IEnumerable<DateTimeOffset> Moments()
    {
        yield return DateTimeOffset.Now;
    }

    private static T Pick<T>(T[] items) => items[Random.Shared.Next(items.Length)];

    private static string Apply(Func<string> read) => read();

    private static string Folder() => AppContext.BaseDirectory;

    internal interface ISource
    {
        string Next();
    }

    internal sealed class Guids : ISource
    {
        string ISource.Next() => Guid.NewGuid().ToString();
    }

    internal abstract class Source
    {
        public abstract string Next();
    }

    internal sealed class SortableGuids : Source
    {
        public override string Next() => Guid.CreateVersion7().ToString();
    }

    private sealed class Picker<T>
    {
        public T Pick(T[] items) => items[new Random().Next(items.Length)];
    }

    private static class Once
    {
        public static readonly string Machine = Environment.MachineName;
    }

    private sealed record Setting(string Name)
    {
        public string? Value => Environment.GetEnvironmentVariable(Name);
    }

    private sealed class Service(TimeProvider time)
    {
        public DateTimeOffset Now() => time.GetUtcNow();
    }
}
