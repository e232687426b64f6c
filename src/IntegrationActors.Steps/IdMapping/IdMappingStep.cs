using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.IdMapping;
using IntegrationActors.Steps.Stores;

namespace IntegrationActors.Steps.IdMapping;

/// <summary>Maps the source, or finds what it was mapped to.</summary>
public sealed class IdMappingStep(IdMappingOptions options, IStepContext context) : IStep
{
    private readonly IdMappingContext _within = new(options.Context, options.Visibility.ScopeOf(context.Flow.Flow));

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        var source = await options.Source.EvaluateTextAsync(exchange, cancel);
        var wanted = options.Target is { } target ? await target.EvaluateTextAsync(exchange, cancel) : Guid.NewGuid().ToString("D");
        var id = await context.Stores.IdMapping.MapAsync(_within, source, wanted, options.ExpiresAfter, cancel);
        if (options.Header is { } header)
        {
            exchange.Headers.Set(header, id);
        }

        exchange.Properties.Set(options.Property, id);
        return Outcome.Next;
    }
}
