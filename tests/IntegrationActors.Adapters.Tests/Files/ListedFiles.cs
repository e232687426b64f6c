using System.Globalization;
using IntegrationActors.Adapters.Files;

namespace IntegrationActors.Adapters.Tests.Files;

/// <summary>A folder with files of numbers, the newest first; nothing else can be done with it than to list it.</summary>
internal sealed class ListedFiles(int count) : IFileAccess
{
    /// <summary>How many were shown.</summary>
    public int Shown { get; private set; }

    public string Component => "TEST";

    public string Identity => "test";

    public bool IsOpen => true;

    string IFileAccess.Shown => "test";

    public string Resolve(string path) => $"/{path}";

    public Task<bool> ListAsync(string folder, Func<FileEntry, bool> visit, CancellationToken cancel)
    {
        for (var i = 0; i < count; i++)
        {
            Shown++;
            var entry = new FileEntry($"{folder}/{i.ToString("d6", CultureInfo.InvariantCulture)}", i % 100, DateTimeOffset.UnixEpoch.AddSeconds(count - i)) { IsRegular = true };
            if (!visit(entry))
            {
                return Task.FromResult(false);
            }
        }

        return Task.FromResult(true);
    }

    public Task<FileEntry?> StatAsync(string path, CancellationToken cancel) => throw new NotSupportedException();

    public Task<Stream> OpenReadAsync(string path, CancellationToken cancel) => throw new NotSupportedException();

    public Task UploadAsync(Stream source, string path, CancellationToken cancel) => throw new NotSupportedException();

    public Task AppendAsync(Stream source, string path, CancellationToken cancel) => throw new NotSupportedException();

    public Task TruncateAsync(string path, long size, CancellationToken cancel) => throw new NotSupportedException();

    public Task DeleteAsync(string path, CancellationToken cancel) => throw new NotSupportedException();

    public Task RenameAsync(string from, string to, CancellationToken cancel) => throw new NotSupportedException();

    public Task ReplaceAsync(string from, string to, CancellationToken cancel) => throw new NotSupportedException();

    public Task CreateFolderAsync(string path, CancellationToken cancel) => throw new NotSupportedException();
}
