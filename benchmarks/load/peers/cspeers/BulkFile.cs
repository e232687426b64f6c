using System.Buffers;
using System.IO.Pipelines;
using Renci.SshNet;

/// <summary>A file from an SFTP server, taken line by line into a local file, as one would write it with the streams of SSH.NET.</summary>
internal static class BulkFile
{
    public static async Task SplitAsync(int port, string user, string password, string remote, string sink)
    {
        using var client = new SftpClient("127.0.0.1", port, user, password);
        await client.ConnectAsync(CancellationToken.None);
        await using var file = new FileStream(sink, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        var reader = PipeReader.Create(client.OpenRead(remote), new StreamPipeReaderOptions(bufferSize: 1 << 18));
        ReadResult read;
        do
        {
            read = await reader.ReadAsync();
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                var next = rest.GetPosition(1, end);
                foreach (var part in rest.Slice(0, next))
                {
                    file.Write(part.Span);
                }

                rest = rest.Slice(next);
            }

            reader.AdvanceTo(rest.Start, rest.End);
        }
        while (!read.IsCompleted);
    }
}
