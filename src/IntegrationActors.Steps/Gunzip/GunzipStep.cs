using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;
using IntegrationActors.Formats.Archives;
using IntegrationActors.Steps.Bodies;

namespace IntegrationActors.Steps.Gunzip;

/// <summary>Unpacks the body block by block.</summary>
public sealed class GunzipStep(GunzipOptions options, IStepContext context) : IStep
{
    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        var outcome = await BodyConversion.RunAsync(exchange, context.Spool, (gzip, body) => GzipCodec.Decompress(gzip, body, options.Limits, cancel), options.ContentType, cancel);
        exchange.Headers.Remove("Content-Encoding");
        return outcome;
    }
}
