using System.Runtime.CompilerServices;
using IntegrationActors.Adapters.Probing;
using IntegrationActors.Core.Adapters;

namespace IntegrationActors.Adapters.Files.Local;

/// <summary>Tests the way to a folder: (1) the node allows the tenant one; (2) the folder of the channel is there.</summary>
internal sealed class LocalProbe(LocalSession session)
{
    /// <summary>Tests the layers.</summary>
    /// <param name="folder">The folder; null: only a message says which one.</param>
    /// <param name="cancel">Gives up.</param>
    public async IAsyncEnumerable<ProbeStep> RunAsync(string? folder, [EnumeratorCancellation] CancellationToken cancel)
    {
        IFileAccess? files = null;
        yield return await LayerProbe.TestAsync(ProbeLayers.Settings, async () =>                           // 1
        {
            files = await session.OpenAsync(cancel);
            return "the node allows the tenant a folder";
        });
        if (files is not null)
        {
            yield return folder is null
                ? ProbeStep.Skipped(ProbeLayers.Target, "only a message says which folder is meant")
                : await LayerProbe.TestAsync(ProbeLayers.Target, () => LookAtAsync(files, files.Resolve(folder), cancel)); // 2
        }
    }

    private static async ValueTask<string> LookAtAsync(IFileAccess files, string folder, CancellationToken cancel) => await files.StatAsync(folder, cancel) is { IsFolder: true }
        ? $"the folder '{folder}' is there"
        : throw FileFaults.Missing(files.Shown, folder);
}
