using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;
using IntegrationActors.Formats.XmlToCsv;
using IntegrationActors.Steps.Bodies;

namespace IntegrationActors.Steps.XmlToCsv;

/// <summary>Converts the body record by record.</summary>
public sealed class XmlToCsvStep(XmlToCsvOptions options, IStepContext context) : IStep
{
    private readonly XmlToCsvConverter _converter = options.CreateConverter();
    private readonly string _contentType = options.ContentType;

    public ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel) =>
        BodyConversion.RunAsync(exchange, context.Spool, (xml, csv) => _converter.Convert(xml, csv, cancel), _contentType, cancel);
}
