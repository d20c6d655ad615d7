using System.Reflection;

namespace HubAutomation.Functions.Tests.Determinism;

/// <summary>
/// What an orchestrator may not call, since a replay would get another answer, or none. Source: "Orchestrator function code constraints" of
/// Durable Functions. The first rule that fits a call decides; what no rule fits is allowed.
/// </summary>
/// <param name="Scope">A type, or a namespace with <c>.*</c> for everything below it.</param>
/// <param name="Members">Names of members; <c>*</c> for all.</param>
/// <param name="Instead">What to do instead; null when these are allowed.</param>
internal sealed record Rule(string Scope, string Members, string? Instead)
{
    private const string Time = "take context.CurrentUtcDateTime";
    private const string Activity = "do it in an activity";
    private const string Tasks = "await only what the context gives, without ConfigureAwait";
    private const string Wait = "use context.CreateTimer";
    private const string TaskMembers = "Run Delay ContinueWith Wait WaitAsync WaitAll WaitAny Start RunSynchronously Yield ConfigureAwait get_Result";

    public static readonly IReadOnlyList<Rule> All =
    [
        new("System.DateTime", "get_Now get_UtcNow get_Today ToLocalTime", Time),
        new("System.DateTimeOffset", "get_Now get_UtcNow get_LocalDateTime ToLocalTime", Time),
        new("System.TimeProvider", "*", Time),
        new("System.TimeZoneInfo", "get_Local", "name the time zone"),
        new("NodaTime.SystemClock", "*", Time),
        new("NodaTime.IClock", "*", Time),
        new("System.Diagnostics.Stopwatch", "*", Time),
        new("System.Guid", "NewGuid CreateVersion7", "use context.NewGuid()"),
        new("System.Random", "*", Activity),
        new("System.Security.Cryptography.RandomNumberGenerator", "*", Activity),
        new("System.HashCode", "*", "it differs in every process; use Names.Key"),
        new("System.String", "GetHashCode", "it differs in every process; use Names.Key"),
        new("System.Object", "GetHashCode", "it differs in every process; use Names.Key"),
        new("System.Environment", "get_NewLine", null),
        new("System.Environment", "*", "read settings in an activity or before the start"),
        new("System.AppContext", "*", "read settings in an activity or before the start"),
        new("System.Globalization.CultureInfo", "get_CurrentCulture get_CurrentUICulture", "name the culture"),
        new("System.Console", "*", "use context.CreateReplaySafeLogger"),
        new("System.Threading.Tasks.Task", "Delay", Wait),
        new("System.Threading.Tasks.Task", TaskMembers, Tasks),
        new("System.Threading.Tasks.Task", "*", null),
        new("System.Threading.Tasks.Task`1", TaskMembers, Tasks),
        new("System.Threading.Tasks.Task`1", "*", null),
        new("System.Threading.Tasks.*", "*", Tasks),
        new("System.Threading.CancellationToken", "*", null),
        new("System.Threading.CancellationTokenSource", "CancelAfter", Wait),
        new("System.Threading.CancellationTokenSource", "CancelAsync", "use Cancel(), which stays on the orchestrator's thread"),
        new("System.Threading.CancellationTokenSource", ".ctor(TimeSpan) .ctor(Int32) .ctor(TimeSpan,TimeProvider)", Wait),
        new("System.Threading.CancellationTokenSource", "*", null),
        new("System.Threading.*", "*", "an orchestrator has one thread, and nothing to lock"),
        new("System.Timers.*", "*", Wait),
        new("System.Linq.ParallelEnumerable", "*", Tasks),
        new("System.Runtime.CompilerServices.AsyncVoidMethodBuilder", "*", "return a Task"),
        new("System.Collections.Generic.IAsyncEnumerable`1", "*", Activity),
        new("System.IO.StringWriter", "*", null),
        new("System.IO.TextWriter", "*", null),
        new("System.IO.*", "*", Activity),
        new("System.Net.WebUtility", "*", null),
        new("System.Net.*", "*", Activity),
        new("System.Diagnostics.Process", "*", Activity),
        new("System.Data.*", "*", Activity),
        new("Azure.*", "*", Activity),
        new("Microsoft.Extensions.Logging.*", "*", null),
        new("Microsoft.Extensions.*", "*", Activity),
        new("Microsoft.DurableTask.Client.*", "*", "use the context, or do it in an activity"),
    ];

    /// <summary>The rule that forbids a call; null when it is allowed.</summary>
    public static Rule? ThatForbids(MethodBase call)
    {
        var type = NameOf(call.DeclaringType!);
        return All.FirstOrDefault(rule => rule.IsAbout(type) && rule.Names(call)) is { Instead: not null } rule ? rule : null;
    }

    public static string NameOf(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName ?? type.Name;

    private bool IsAbout(string type) =>
        Scope.EndsWith(".*", StringComparison.Ordinal) ? type.StartsWith(Scope[..^1], StringComparison.Ordinal) : type == Scope;

    private bool Names(MethodBase call) => Members == "*" || Members.Split(' ') is var names
        && (names.Contains(call.Name) || names.Contains($"{call.Name}({string.Join(',', call.GetParameters().Select(p => p.ParameterType.Name))})"));
}
