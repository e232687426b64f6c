namespace IntegrationActors.Server.Tests.Senders;

/// <summary>Files in a folder of the node.</summary>
internal sealed class FileSystem : SenderSystem
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ia-files-");

    public override string Channel => "file: { directory: out, poll: 100ms, maxMessagesPerPoll: 500, lockTimeout: 10s }";

    public override string Key => "${header.CamelFileName}";

    public override (string User, string Password) Login => ("nobody", "none");

    public override string[] Settings => [$"integration-actors.files.folders.demo={_folder.FullName}"];

    private string Folder => Path.Combine(_folder.FullName, "out");

    public override async Task PutAsync(IEnumerable<string> texts)
    {
        Directory.CreateDirectory(Folder);
        foreach (var text in texts)
        {
            var hidden = Path.Combine(Folder, $".{text}");
            await File.WriteAllTextAsync(hidden, text);
            File.Move(hidden, Path.Combine(Folder, $"{text}.txt"));
        }
    }

    public override Task<bool> IsEmptyAsync() => Task.FromResult(!Directory.EnumerateFiles(Folder).Any());

    public override ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return default;
    }
}
