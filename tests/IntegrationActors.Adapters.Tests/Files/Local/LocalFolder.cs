using IntegrationActors.Adapters.Files.Local;
using IntegrationActors.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationActors.Adapters.Tests.Files.Local;

/// <summary>A folder that the node allows tenant acme, with a secret beside it.</summary>
internal sealed class LocalFolder : IDisposable
{
    private readonly string _all = Directory.CreateTempSubdirectory("ia-file-").FullName;

    public LocalFolder()
    {
        Directory.CreateDirectory(Root);
        Directory.CreateDirectory(Path.Combine(_all, "outside"));
        File.WriteAllText(Secret, "secret");
    }

    public string Root => Path.Combine(_all, "acme");

    public string Secret => Path.Combine(_all, "outside", "secret.txt");

    public FlowHost Host() => new(
        typeof(FileFolders).Assembly, add: services => services.AddSingleton(new FileFolders(new Dictionary<string, string>(StringComparer.Ordinal) { [FlowHost.Tenant] = Root })));

    public string PathOf(string name) => Path.Combine(Root, name);

    /// <summary>Puts a file there in one go.</summary>
    public void Put(string name, ReadOnlySpan<byte> body)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        var hidden = PathOf($".{Guid.NewGuid():N}");
        File.WriteAllBytes(hidden, body);
        File.Move(hidden, PathOf(name), overwrite: true);
    }

    /// <summary>Paths of all files below the folder, hidden ones too.</summary>
    public string[] Files() => [.. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Root, path)).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(_all, recursive: true);
}
