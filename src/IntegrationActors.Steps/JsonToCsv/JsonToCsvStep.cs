using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;
using IntegrationActors.Formats.JsonToCsv;
using IntegrationActors.Steps.Bodies;

namespace IntegrationActors.Steps.JsonToCsv;

/// <summary>Converts the body record by record.</summary>
public sealed class JsonToCsvStep(JsonToCsvOptions options, IStepContext context) : IStep
{
    private readonly JsonToCsvConverter _converter = options.CreateConverter();
    private readonly string _contentType = options.ContentType;

    public ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel) =>
        BodyConversion.RunAsync(exchange, context.Spool, (json, csv) => _converter.Convert(json, csv, cancel), _contentType, cancel);
}
