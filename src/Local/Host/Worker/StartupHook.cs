using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

/// <summary>
/// What .NET runs in the worker's process before the app begins (DOTNET_STARTUP_HOOKS; it looks for this name, outside of namespaces).
/// It sees to it that the worker ends with the host, even one that is killed, and that Ctrl+C at a terminal reaches the host only,
/// which lets the worker finish what it has.
/// </summary>
internal static class StartupHook
{
    /// <summary>The variable that has the process wait for a debugger.</summary>
    public const string WaitVariable = "FUNCTIONS_ENABLE_DEBUGGER_WAIT";

    private const string HooksVariable = "DOTNET_STARTUP_HOOKS";

    private const nint StandardInput = 0;
    private const int WindowsStandardInput = -10;

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    /// <summary>Called by .NET.</summary>
    public static void Initialize()
    {
        ForgetMe();
        if (!OperatingSystem.IsWindows())
        {
            _ = SetProcessGroup(0, 0);
        }

        new Thread(EndWithTheHost) { IsBackground = true, Name = "Host watch" }.Start();
        if (Environment.GetEnvironmentVariable(WaitVariable) == "true")
        {
            while (!Debugger.IsAttached)
            {
                Thread.Sleep(LookAgain);
            }
        }
    }

    /// <summary>Programs that the app starts are not workers.</summary>
    private static void ForgetMe()
    {
        var me = typeof(StartupHook).Assembly.Location;
        var others = (Environment.GetEnvironmentVariable(HooksVariable) ?? string.Empty).Split(Path.PathSeparator).Where(hook => hook != me);
        var left = string.Join(Path.PathSeparator, others);
        Environment.SetEnvironmentVariable(HooksVariable, left.Length == 0 ? null : left);
    }

    /// <summary>The host never writes to this end of the pipe; it ends when the host does.</summary>
    private static void EndWithTheHost()
    {
        using var handle = new SafeFileHandle(OperatingSystem.IsWindows() ? GetStandardHandle(WindowsStandardInput) : StandardInput, ownsHandle: false);
        using var input = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        Span<byte> nothing = stackalloc byte[1];
        while (input.Read(nothing) > 0)
        {
            // Whatever it was, it was not the end.
        }

        using var self = Process.GetCurrentProcess();
        self.Kill();
    }

    [DllImport("libc", EntryPoint = "setpgid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetProcessGroup(int process, int group);

    [DllImport("kernel32.dll", EntryPoint = "GetStdHandle")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint GetStandardHandle(int which);
}
