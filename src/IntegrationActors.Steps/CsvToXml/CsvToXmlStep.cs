using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;
using IntegrationActors.Formats.CsvToXml;
using IntegrationActors.Steps.Bodies;

namespace IntegrationActors.Steps.CsvToXml;

/// <summary>Converts the body row by row.</summary>
public sealed class CsvToXmlStep(CsvToXmlOptions options, IStepContext context) : IStep
{
    private readonly CsvToXmlConverter _converter = options.CreateConverter(null);

    public ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        var converter = options.DeclaredEncoding(exchange.Body) is { } declared ? options.CreateConverter(declared) : _converter;
        return BodyConversion.RunAsync(exchange, context.Spool, (csv, xml) => converter.Convert(csv, xml, cancel), "application/xml", cancel);
    }
}
