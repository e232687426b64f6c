using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;
using IntegrationActors.Formats.Edi.Grammars;
using IntegrationActors.Formats.EdiValidation;
using IntegrationActors.Steps.Edi;
using IntegrationActors.Steps.Validation;

namespace IntegrationActors.Steps.ValidateEdi;

/// <summary>Checks the body while reading it; the body stays as it is.</summary>
public sealed class ValidateEdiStep(ValidateEdiOptions options, IStepContext context) : IStep
{
    private readonly IReadOnlyList<EdiGrammar> _grammars = EdiGrammars.Load(options.Grammars, context);

    private readonly string _schema = options.Grammars.Count == 0 ? "the syntax of EDI" : string.Join(", ", options.Grammars.Select(file => file.Path));

    private readonly ValidationVerdict _verdict = new("IA3498", options, context);

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        await exchange.Body.BufferAsync(cancel);
        var validator = new EdiValidator(new EdiValidatorOptions
        {
            Reading = options.Input.Reading(exchange.Body),
            Grammars = _grammars,
            AllowUnknownMessages = options.UnknownMessages == UnknownMessages.Accept,
        });
        await using var edi = exchange.Body.OpenRead();
        return await _verdict.OfAsync(exchange, _schema, validator.Validate(edi, options.MaxErrors, cancel), cancel);
    }
}
