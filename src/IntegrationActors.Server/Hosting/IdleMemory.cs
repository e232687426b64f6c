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
    private const int PageOut = 21;

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

    // A line: 7f2c00000000-7f2c00021000 r-xp 00000000 08:01 1835 /usr/share/dotnet/…/System.Private.CoreLib.dll. Kernels before 5.4 refuse the advice, which harms nobody.
    private static void ReleaseFilePages()
    {
        foreach (var line in File.ReadLines("/proc/self/maps"))
        {
            var end = line.IndexOf(' ', StringComparison.Ordinal);
            if (line.AsSpan(end + 1, 2) is "r-" && line[end + 4] == 'p' && line.Contains(" /", StringComparison.Ordinal))
            {
                var dash = line.IndexOf('-', StringComparison.Ordinal);
                var from = nint.Parse(line.AsSpan(0, dash), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                var to = nint.Parse(line.AsSpan(dash + 1, end - dash - 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                _ = Advise(from, (nuint)(to - from), PageOut);
            }
        }
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
