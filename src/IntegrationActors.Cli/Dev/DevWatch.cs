using System.Threading.Channels;
using IntegrationActors.Core.Adapters;

namespace IntegrationActors.Cli.Dev;

/// <summary>Notices that files change, and waits until they don't any more: editors write in several strokes.</summary>
internal sealed class DevWatch : IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(150);

    private readonly Channel<byte> _changes = Channel.CreateBounded<byte>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly FileSystemWatcher _watcher;

    public DevWatch(string folder)
    {
        _watcher = new FileSystemWatcher(folder)
        {
            IncludeSubdirectories = true,
            NotifyFilter = NotifyFilters.LastWrite | NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.Size,
        };
        _watcher.Changed += (_, _) => Note();
        _watcher.Created += (_, _) => Note();
        _watcher.Deleted += (_, _) => Note();
        _watcher.Renamed += (_, _) => Note();

        // Events were lost: something did change.
        _watcher.Error += (_, _) => Note();
        _watcher.EnableRaisingEvents = true;
    }

    /// <summary>Waits for a change, and for the quiet after it.</summary>
    public async Task NextAsync(CancellationToken cancel)
    {
        await _changes.Reader.NextAsync(cancel);
        do
        {
            await Task.Delay(Quiet, cancel);
        }
        while (_changes.Reader.TryRead(out _));
    }

    public void Dispose() => _watcher.Dispose();

    private void Note() => _changes.Writer.TryWrite(0);
}
