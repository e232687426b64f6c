using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using IntegrationActors.Formats.JsonValidation;
using IntegrationActors.Steps.Resources;
using IntegrationActors.Steps.Validation;

namespace IntegrationActors.Steps.ValidateJson;

/// <summary>Validates the body as a whole; the body stays as it is.</summary>
public sealed class ValidateJsonStep(ValidateJsonOptions options, IStepContext context) : IStep
{
    private readonly ChosenResource<JsonSchemaValidator> _validators = new(
        options.Schema, options, schema => JsonSchemaValidator.Compile(schema.Path, path => context.Resource(new ResourceReference(path, schema.Span))));

    private readonly ValidationVerdict _verdict = new("IA3441", options, context);

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        var body = await exchange.Body.ReadBytesAsync(cancel);
        var (path, validator) = _validators.For(exchange);
        var violations = validator.Validate(body, options.MaxErrors, exchange.Time, cancel);
        return await _verdict.OfAsync(exchange, path, violations, cancel);
    }
}
