using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using IntegrationActors.Formats.JsonValidation;
using IntegrationActors.Steps.Validation;

namespace IntegrationActors.Steps.ValidateJson;

/// <summary>Validates the body as a whole; the body stays as it is.</summary>
public sealed class ValidateJsonStep(ValidateJsonOptions options, IStepContext context) : IStep
{
    private readonly JsonSchemaValidator _validator = JsonSchemaValidator.Compile(options.Schema.Path, path => context.Resource(new ResourceReference(path, options.Schema.Span)));

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        var violations = _validator.Validate(await exchange.Body.ReadBytesAsync(cancel), options.MaxErrors, cancel);
        return ValidationVerdict.Of(exchange, violations, ("IA3441", options.Schema.Path, options.Property), options.PreventException);
    }
}
