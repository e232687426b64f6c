using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;
using IntegrationActors.Formats.Archives;
using IntegrationActors.Steps.Archives;
using IntegrationActors.Steps.Bodies;

namespace IntegrationActors.Steps.Gzip;

/// <summary>Packs the body block by block.</summary>
public sealed class GzipStep(GzipOptions options, IStepContext context) : IStep
{
    public ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel) =>
        BodyConversion.RunAsync(exchange, context.Spool, (body, gzip) => GzipCodec.Compress(body, gzip, PackingLevels.Of(options.Level), cancel), "application/gzip", cancel);
}
