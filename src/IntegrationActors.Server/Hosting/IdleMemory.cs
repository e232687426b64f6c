using System.Globalization;
using System.Runtime.InteropServices;

namespace IntegrationActors.Server.Hosting;

/// <summary>
/// Gives memory back when the node has become quiet, after its start as after a burst of messages: garbage, what native libraries freed, and pages of libraries that ran
/// once, which Linux reads again from their files when they are wanted after all. Done again after some more quiet, because what follows a burst, such as compiling, needs memory too. What is given back has to
/// be fetched again, about 100 ms of processor time: a node that has work every few seconds keeps it.
/// </summary>
internal sealed partial class IdleMemory(TimeProvider time) : BackgroundService
{
    // Of shared mappings only: those of private ones would lose what was written to them.
    private const int DontNeed = 4;

    // Keeps what was written. Kernels before 5.4 refuse it, which harms nobody.
    private const int PageOut = 21;

    // What the compiler wrote: memory that looks like a file.
    private const string CodeOfOurOwn = " /memfd:";

    // In intervals: the first minute, when the start is what is left over.
    private const int Young = 12;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    // CPU of the whole process in an interval.
    private static readonly TimeSpan QuietUse = Interval * 0.03;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await WatchAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Also when a node ends that never started.
        }
    }

    private async Task WatchAsync(CancellationToken stoppingToken)
    {
        var (age, quiet, before) = (0, 0, Environment.CpuUsage.TotalTime);
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            quiet = Environment.CpuUsage.TotalTime - before < QuietUse ? quiet + 1 : 0;
            if (age++ < Young ? quiet is 1 or 4 : quiet is 6 or 24)
            {
                Release();
            }

            before = Environment.CpuUsage.TotalTime;
        }
    }

    private static void Release()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        if (OperatingSystem.IsLinux())
        {
            ReleaseFilePages();
            ReleaseFreedBlocks();
        }
    }

    // A line: 7f2c00000000-7f2c00021000 r-xp 00000000 08:01 1835 /usr/share/dotnet/…/System.Private.CoreLib.dll
    private static void ReleaseFilePages()
    {
        var files = File.ReadLines("/proc/self/maps").Where(line => line.Contains(" /", StringComparison.Ordinal) && !line.Contains(CodeOfOurOwn, StringComparison.Ordinal));

        // .NET maps a library as it is in its file (shared) and as it runs (private). A page that is mapped twice is never paged out, so the first go first.
        foreach (var (from, length, isShared) in files.Select(Parse).OrderByDescending(mapping => mapping.IsShared).ToArray())
        {
            _ = Advise(from, length, isShared ? DontNeed : PageOut);
        }
    }

    private static (nint From, nuint Length, bool IsShared) Parse(string line)
    {
        var (dash, end) = (line.IndexOf('-', StringComparison.Ordinal), line.IndexOf(' ', StringComparison.Ordinal));
        var from = nint.Parse(line.AsSpan(0, dash), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var to = nint.Parse(line.AsSpan(dash + 1, end - dash - 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (from, (nuint)(to - from), line[end + 4] == 's');
    }

    private static void ReleaseFreedBlocks()
    {
        try
        {
            _ = TrimHeap(0);
        }
        catch (EntryPointNotFoundException)
        {
            // Not glibc; others give back by themselves.
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint length, int advice);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int TrimHeap(nuint keep);
}
