using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Steps.Bodies;
using IntegrationActors.Steps.ValueMaps;

namespace IntegrationActors.Steps.ValueMapping;

/// <summary>Looks each value up; the body stays as it was when one of them fails.</summary>
public sealed class ValueMappingStep : IStep
{
    private readonly ValueMappingOptions _options;
    private readonly ValueMapDirection _direction;
    private readonly IBodyValues? _body;

    public ValueMappingStep(ValueMappingOptions options, IStepContext context)
    {
        _options = options;
        var map = options.File is { } file ? ValueMap.Read(file, context.Resource(file)) : ValueMap.Of(options.Values!);
        _direction = map.Direction(options.From, options.To)
            ?? throw new DiagnosticException(Diagnostic.Error(ValueMap.Mistake, options.File!.Span, map.Explain(options.From, options.To)));
        _body = options switch
        {
            { Jsonpath: { } path } => new JsonBodyValues(path, context.Spool),
            { Xpath: { } path } => new XmlBodyValues(path, context.Spool),
            _ => null,
        };
    }

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        if (_body is not null)
        {
            await exchange.Body.BufferAsync(cancel);
            await exchange.ReplaceBodyAsync(await _body.ReplaceAsync(exchange, Map, cancel));
            return Outcome.Next;
        }

        var given = _options.Value is { } value ? await value.EvaluateAsync(exchange, cancel) : await PresentAsync(exchange, cancel);
        var mapped = MapOrNothing(given);
        if (_options.Header is { } header)
        {
            exchange.Headers.Set(header, mapped);
        }
        else if (_options.Property is { } property)
        {
            exchange.Properties.Set(property, mapped);
        }
        else
        {
            var body = Payload.FromText(mapped ?? "");
            Charset.Correct(exchange, body);
            await exchange.ReplaceBodyAsync(body);
        }

        return Outcome.Next;
    }

    private async ValueTask<object?> PresentAsync(Exchange exchange, CancellationToken cancel) => _options switch
    {
        { Header: { } header } => exchange.Headers[header],
        { Property: { } property } => exchange.Properties[property],
        _ => await exchange.Body.ReadTextAsync(cancel),
    };

    private string? MapOrNothing(object? given) => given is null && _options.Missing == MissingValue.Keep ? null : Map(ExpressionValue.ToText(given));

    private string Map(string value) => _direction.Find(value) ?? _options.Default ?? (_options.Missing == MissingValue.Keep
        ? value
        : throw new FaultException(
            "IA3471",
            $"'{Fault.Cut(value)}' has no value in {_options.File?.Path ?? "the values of the step"}.",
            "Add it there, or say what to do with unknown values: missing: keep, or default: …"));
}
