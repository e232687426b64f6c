using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Steps.Gatherers;

/// <summary>Puts the bodies of parts into an archive, each as a file; empty ones are left out.</summary>
internal sealed class ArchiveGatherer(PayloadSpool spool, Expression? fileName, Func<PayloadWriter, IArchiveWriter> write) : IGatherer
{
    private readonly FileNames _names = new(fileName);
    private readonly PayloadWriter _output = new(spool);
    private IArchiveWriter? _archive;

    private IArchiveWriter Archive => _archive ??= write(_output);

    public async ValueTask AddAsync(Exchange part, CancellationToken cancel)
    {
        if (!part.Body.IsEmpty)
        {
            await part.Body.BufferAsync(cancel);
            await Archive.AddAsync(await _names.NextAsync(part, cancel), part, cancel);
        }
    }

    public async ValueTask FinishAsync(Exchange whole, CancellationToken cancel)
    {
        var type = Archive.ContentType;
        await Archive.DisposeAsync();
        await whole.ReplaceBodyAsync(_output.ToPayload());
        whole.Headers.Set("Content-Type", type);
    }

    public async ValueTask DisposeAsync()
    {
        await (_archive?.DisposeAsync() ?? default);
        await _output.DisposeAsync();
    }
}
