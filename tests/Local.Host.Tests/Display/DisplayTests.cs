using HubAutomation.Local.Host.Display;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace HubAutomation.Local.Host.Tests.Display;

public sealed class DisplayTests
{
    [Fact]
    public async Task Output_that_nobody_watches_says_once_what_takes_its_time()
    {
        using var output = new StringWriter();
        await using var display = new PlainDisplay(output);

        display.Report("Starting the app");
        display.Report("Seeding samples: 1 of 9 files");
        display.Report("Seeding samples: 2 of 9 files");

        Assert.Equal("Seeding samples ...\n", output.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task At_a_terminal_long_lines_stay_whole_and_the_foot_says_what_is_under_way()
    {
        using var screen = new Screen();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(screen) });
        var path = "/" + string.Join('/', Enumerable.Repeat("folder", 30));
        await using (var display = new TerminalDisplay(console))
        {
            display.Report("Seeding samples: 1 of 9 files");
            while (!screen.ToString().Contains("Seeding samples: 1 of 9 files", StringComparison.Ordinal))
            {
                await Task.Yield();
            }

            display.Output.WriteLine(path);
            display.Output.Write("in two ");
            display.Output.Write("parts\n");
        }

        Assert.Contains(path, screen.ToString(), StringComparison.Ordinal);
        Assert.Contains("in two parts", screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warnings_are_shown_where_the_log_is_not()
    {
        using var output = new StringWriter();
        await using var display = new PlainDisplay(output);
        using var logger = new DisplayLogger(display, new Host.Hosting.LineConsoleFormatter(TimeProvider.System));
        var log = logger.CreateLogger("Host");

        log.Log(LogLevel.Information, 1, "news", null, (text, _) => text);
        log.Log(LogLevel.Warning, 1, "trouble", new InvalidOperationException("why"), (text, _) => text);

        Assert.DoesNotContain("news", output.ToString(), StringComparison.Ordinal);
        Assert.Matches(@"^\d\d:\d\d:\d\d warn  Host: trouble\r?\nSystem\.InvalidOperationException: why", output.ToString());
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("Copy:0:12:0", "12 runs done")]
    [InlineData("Copy:0:1200:3,Quiet:0:0:0", "1,200 runs done, 3 of them failed")]
    [InlineData("Copy:2:5:0,Drop:1:0:0", "5 runs done; under way: Copy × 2, Drop")]
    [InlineData("E:1:0:0,D:1:0:0,C:1:0:0,B:1:0:0,A:1:0:0", "0 runs done; under way: A, B, C, D and others")]
    public void Runs_are_told_in_a_line(string functions, string? line)
    {
        var counted = functions.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(f => f.Split(':'))
            .Select(f => new RunsText.Runs(f[0], Number(f[1]), Number(f[2]), Number(f[3])));

        Assert.Equal(line, RunsText.Of(counted));
    }

    /// <summary>Can be read while it is written to.</summary>
    private sealed class Screen : StringWriter
    {
        private readonly Lock gate = new();

        public override void Write(char value)
        {
            lock (gate)
            {
                base.Write(value);
            }
        }

        public override void Write(string? value)
        {
            lock (gate)
            {
                base.Write(value);
            }
        }

        public override void Write(char[] buffer, int index, int count)
        {
            lock (gate)
            {
                base.Write(buffer, index, count);
            }
        }

        public override string ToString()
        {
            lock (gate)
            {
                return base.ToString();
            }
        }
    }

    private static long Number(string text) => long.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
