using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;
using IntegrationActors.Formats.Base64;
using IntegrationActors.Steps.Bodies;

namespace IntegrationActors.Steps.Base64Encode;

/// <summary>Encodes the body block by block.</summary>
public sealed class Base64EncodeStep(Base64EncodeOptions options, IStepContext context) : IStep
{
    public ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel) =>
        BodyConversion.RunAsync(exchange, context.Spool, (body, text) => Base64Codec.Encode(body, text, options.LineLength, options.Url, cancel), "text/plain", cancel);
}
