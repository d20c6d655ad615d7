using System.Globalization;
using System.Text;

namespace HubAutomation.Testing.Engine;

/// <summary>Writes down what activities did: a line each, handed to the operating system before the activity counts as done.</summary>
internal sealed class LedgerWriter(string path, string life, TimeProvider clock) : IDisposable
{
    private readonly FileStream file = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
    private readonly Lock gate = new();

    public void Write(Mark mark)
    {
        var due = mark.Due is { } time ? Ticks(time) : "-";
        var line = Encoding.UTF8.GetBytes($"{mark.Instance} {mark.Call} {life} {due} {Ticks(clock.GetUtcNow().UtcDateTime)}\n");
        lock (gate)
        {
            file.Write(line);
        }
    }

    public void Dispose() => file.Dispose();

    private static string Ticks(DateTime time) => time.Ticks.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A line of the ledger.</summary>
/// <param name="Instance">The instance that called the activity.</param>
/// <param name="Call">Which of its calls.</param>
/// <param name="Life">Which process ran it.</param>
/// <param name="IsTimer">Whether the call followed a timer.</param>
/// <param name="IsEarly">Whether that timer had fired before it was due, by the process's own clock.</param>
internal readonly record struct LedgerLine(string Instance, string Call, string Life, bool IsTimer, bool IsEarly)
{
    /// <summary>Whether one process may have made the call more than once: an attempt that fails is made again, and a note may have been sent twice.</summary>
    public bool MayRepeat => Call.StartsWith("try-", StringComparison.Ordinal) || Call.StartsWith("note-", StringComparison.Ordinal);

    public static IEnumerable<LedgerLine> Read(string path) => File.ReadLines(path).Select(Parse);

    private static LedgerLine Parse(string line)
    {
        var parts = line.Split(' ');
        var isTimer = parts[3] != "-";
        return new LedgerLine(parts[0], parts[1], parts[2], isTimer, isTimer && Number(parts[4]) < Number(parts[3]));
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
