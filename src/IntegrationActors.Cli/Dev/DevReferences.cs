using System.Collections.Concurrent;
using IntegrationActors.Cli.Local.Running;
using IntegrationActors.Definitions;

namespace IntegrationActors.Cli.Dev;

/// <summary>What a flow may refer to on a developer's machine: the files of its bundle, and any credential, with advice for one that has no value yet.</summary>
internal sealed class DevReferences(Bundle bundle, DevOptions options, DevConsole console) : IReferences
{
    private static readonly ConcurrentDictionary<string, byte> Advised = new(StringComparer.Ordinal);

    public bool HasCredential(string name)
    {
        if (options.Stubs.Count == 0 && !options.HasCredential(name) && Advised.TryAdd(name, 0))
        {
            console.Plain($"credential '{name}' has no value: export {LocalCredentials.VariableOf(name)}=user:password, or --credential {name}=FILE");
        }

        return true;
    }

    public bool HasResource(string path) => bundle.Files.ContainsKey(path);
}
