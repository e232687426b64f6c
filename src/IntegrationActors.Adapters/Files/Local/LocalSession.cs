using IntegrationActors.Core.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationActors.Adapters.Files.Local;

/// <summary>The way of a channel to the folder of its tenant; asked for each time, so that a folder that was not there is found.</summary>
internal sealed class LocalSession(IFlowContext context) : IFileSession
{
    private readonly FileFolders _folders = context.Services.GetService<FileFolders>() ?? new FileFolders(new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>The folder, for people.</summary>
    public string Shown => $"file:{context.Flow.Tenant}";

    public ValueTask<IFileAccess> OpenAsync(CancellationToken cancel) => new(LocalFiles.Of(_folders, context.Flow.Tenant));
}
