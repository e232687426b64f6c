using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;
using IntegrationActors.Formats.CsvToJson;
using IntegrationActors.Steps.Bodies;

namespace IntegrationActors.Steps.CsvToJson;

/// <summary>Converts the body row by row.</summary>
public sealed class CsvToJsonStep(CsvToJsonOptions options, IStepContext context) : IStep
{
    private readonly CsvToJsonConverter _converter = options.CreateConverter(null);

    public ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        var converter = options.DeclaredEncoding(exchange.Body) is { } declared ? options.CreateConverter(declared) : _converter;
        return BodyConversion.RunAsync(exchange, context.Spool, (csv, json) => converter.Convert(csv, json, cancel), "application/json", cancel);
    }
}
