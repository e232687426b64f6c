using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;
using IntegrationActors.Formats.Base64;
using IntegrationActors.Steps.Bodies;

namespace IntegrationActors.Steps.Base64Decode;

/// <summary>Decodes the body block by block.</summary>
public sealed class Base64DecodeStep(Base64DecodeOptions options, IStepContext context) : IStep
{
    public ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel) =>
        BodyConversion.RunAsync(exchange, context.Spool, (text, body) => Base64Codec.Decode(text, body, options.Url, cancel), options.ContentType, cancel);
}
