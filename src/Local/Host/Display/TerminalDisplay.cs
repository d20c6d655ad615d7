using System.Text;
using HubAutomation.Local.Host.Functions;
using Spectre.Console;

namespace HubAutomation.Local.Host.Display;

/// <summary>A line at the foot of a terminal that says what is under way; what is written appears above it.</summary>
internal sealed class TerminalDisplay : IDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private static readonly string[] Turning = ["⠋", "⠙", "⠸", "⠴", "⠦", "⠇"];

    private readonly IAnsiConsole console;
    private readonly CancellationTokenSource ending = new();
    private readonly Task showing;
    private volatile string? stage;
    private FunctionCatalog? functions;

    public TerminalDisplay(IAnsiConsole console)
    {
        this.console = console;
        Output = new Lines(console);
        showing = Task.Run(ShowAsync);
    }

    public TextWriter Output { get; }

    public bool ReplacesTheLog => true;

    /// <summary>Whether this process writes to a terminal that can show it.</summary>
    public static bool IsPossible() => !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities is { Ansi: true, Interactive: true };

    public void Report(string value) => stage = value;

    public void Watch(FunctionCatalog functions)
    {
        stage = null;
        Volatile.Write(ref this.functions, functions);
    }

    public async ValueTask DisposeAsync()
    {
        if (!ending.IsCancellationRequested)
        {
            await ending.CancelAsync();
            await showing;
        }
    }

    private Task ShowAsync() => console.Live(Text.Empty).AutoClear(true).StartAsync(async live =>
    {
        for (var turn = 0; !ending.IsCancellationRequested; turn++)
        {
            var now = stage ?? (Volatile.Read(ref functions) is { } catalog ? RunsText.Of(catalog.Functions) : null);
            live.UpdateTarget(now is null ? Text.Empty : Line(Turning[turn % Turning.Length], now));
            await Task.Delay(Interval, ending.Token).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    });

    private static Text Line(string sign, string text) => new Text($"{sign} {text}").Overflow(Overflow.Ellipsis);

    /// <summary>Takes text and writes it line by line, as it is.</summary>
    private sealed class Lines(IAnsiConsole console) : TextWriter
    {
        private readonly Lock gate = new();
        private readonly StringBuilder line = new();

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value)
        {
            lock (gate)
            {
                if (value == '\n')
                {
                    WriteOut(line.ToString());
                    line.Clear();
                }
                else if (value != '\r')
                {
                    line.Append(value);
                }
            }
        }

        public override void WriteLine(string? value)
        {
            lock (gate)
            {
                WriteOut(line + value);
                line.Clear();
            }
        }

        // As it is: a path that is wrapped like prose cannot be clicked or copied any more.
        private void WriteOut(string text) => console.Write(new ControlCode(text + Environment.NewLine));
    }
}
