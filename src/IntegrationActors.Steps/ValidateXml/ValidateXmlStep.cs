using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using IntegrationActors.Formats.XmlValidation;
using IntegrationActors.Steps.Resources;
using IntegrationActors.Steps.Validation;

namespace IntegrationActors.Steps.ValidateXml;

/// <summary>Validates the body while reading it; the body stays as it is.</summary>
public sealed class ValidateXmlStep(ValidateXmlOptions options, IStepContext context) : IStep
{
    private readonly ChosenResource<XmlSchemaValidator> _validators = new(
        options.Schema, options, schema => XmlSchemaValidator.Compile(schema.Path, path => context.Resource(new ResourceReference(path, schema.Span))));

    private readonly ValidationVerdict _verdict = new("IA3440", options, context);

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        await exchange.Body.BufferAsync(cancel);
        var (path, validator) = _validators.For(exchange);
        await using var xml = exchange.Body.OpenRead();
        var violations = validator.Validate(xml, options.MaxErrors, exchange.Time, cancel);
        return await _verdict.OfAsync(exchange, path, violations, cancel);
    }
}
