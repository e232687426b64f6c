using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using IntegrationActors.Formats.XmlValidation;
using IntegrationActors.Steps.Validation;

namespace IntegrationActors.Steps.ValidateXml;

/// <summary>Validates the body while reading it; the body stays as it is.</summary>
public sealed class ValidateXmlStep(ValidateXmlOptions options, IStepContext context) : IStep
{
    private readonly XmlSchemaValidator _validator = XmlSchemaValidator.Compile(options.Schema.Path, path => context.Resource(new ResourceReference(path, options.Schema.Span)));

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        await exchange.Body.BufferAsync(cancel);
        await using var xml = exchange.Body.OpenRead();
        var violations = _validator.Validate(xml, options.MaxErrors, cancel);
        return ValidationVerdict.Of(exchange, violations, ("IA3440", options.Schema.Path, options.Property), options.PreventException);
    }
}
