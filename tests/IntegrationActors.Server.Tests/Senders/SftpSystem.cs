using IntegrationActors.Contracts;

namespace IntegrationActors.Server.Tests.Senders;

/// <summary>Files in a folder of OpenSSH.</summary>
internal sealed class SftpSystem : SenderSystem
{
    private readonly TestServer _server = new("sftp");

    public override string Channel =>
        $"sftp: {{ host: \"127.0.0.1:{_server.Port}\", credential: partner, hostKeys: [\"{_server["host_key_fingerprint"]}\"], directory: out, poll: 100ms, maxMessagesPerPoll: 500, lockTimeout: 10s }}";

    public override string Key => "${header.CamelFileName}";

    public override (string User, string Password) Login => (_server["user"], _server["password"]);

    private string Folder => Path.Combine(_server["home"], "out");

    public override async Task PutAsync(IEnumerable<string> texts)
    {
        Directory.CreateDirectory(Folder);
        File.SetUnixFileMode(Folder, (UnixFileMode)0b111_111_111);
        foreach (var text in texts)
        {
            var hidden = Path.Combine(Folder, $".{text}");
            await File.WriteAllTextAsync(hidden, text);
            File.SetUnixFileMode(hidden, (UnixFileMode)0b110_110_110);
            File.Move(hidden, Path.Combine(Folder, $"{text}.txt"));
        }
    }

    public override Task<bool> IsEmptyAsync() => Task.FromResult(!Directory.EnumerateFiles(Folder).Any());

    public override ValueTask DisposeAsync()
    {
        _server.Dispose();
        return default;
    }
}
