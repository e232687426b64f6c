using System.Collections;
using System.Runtime;
using System.Runtime.InteropServices;

namespace IntegrationActors.Server.Hosting;

/// <summary>
/// On a machine with one or two processors the process begins once more, with the collector of garbage that .NET has for desktops and a young heap that the cache of a processor holds: less processor time for
/// each message, and less memory. .NET chooses its collector before any of our code runs. Whoever sets <c>DOTNET_gcServer</c> has chosen himself, and with more processors the collector of servers stays.
/// </summary>
internal static partial class FewProcessors
{
    private const int Few = 2;
    private const string ServerCollector = "DOTNET_gcServer";
    private const string YoungHeap = "DOTNET_GCgen0MaxBudget";

    /// <summary>Comes back only when nothing has to change, or can.</summary>
    public static void BeginWithTheirCollector()
    {
        if (OperatingSystem.IsLinux() && GCSettings.IsServerGC && Environment.ProcessorCount <= Few && Environment.GetEnvironmentVariable(ServerCollector) is null && Environment.ProcessPath is { } program)
        {
            ForgetDiagnostics();

            // The same process, with its number, files and parent. When Linux refuses, the node runs as it is.
            _ = Execute(program, [.. Arguments(), null], [.. Variables(), null]);
        }
    }

    // The socket of tools such as dotnet-trace has a name of number and start of the process, which stay: .NET can't make it a second time.
    private static void ForgetDiagnostics()
    {
        foreach (var socket in Directory.EnumerateFiles(Path.GetTempPath(), $"dotnet-diagnostic-{Environment.ProcessId}-*-socket"))
        {
            File.Delete(socket);
        }
    }

    // Before those of Main comes the name of the program, and for `dotnet x.dll` that of the library.
    private static string[] Arguments() => File.ReadAllText("/proc/self/cmdline")[..^1].Split('\0');

    private static IEnumerable<string> Variables()
    {
        var all = Environment.GetEnvironmentVariables();
        all[ServerCollector] = "0";
        all[YoungHeap] ??= "0x400000";
        return all.Cast<DictionaryEntry>().Select(variable => $"{variable.Key}={variable.Value}");
    }

    [LibraryImport("libc", EntryPoint = "execve", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string program, string?[] arguments, string?[] variables);
}
