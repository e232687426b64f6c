using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;
using IntegrationActors.Formats.Edi;
using IntegrationActors.Formats.Edi.Grammars;
using IntegrationActors.Formats.EdiToXml;
using IntegrationActors.Steps.Bodies;
using IntegrationActors.Steps.Edi;

namespace IntegrationActors.Steps.EdiToXml;

/// <summary>Converts the body segment by segment.</summary>
public sealed class EdiToXmlStep(EdiToXmlOptions options, IStepContext context) : IStep
{
    private readonly IReadOnlyList<EdiGrammar> _grammars = EdiGrammars.Load(options.Grammars, context);

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        var converter = new EdiToXmlConverter(new Formats.EdiToXml.EdiToXmlOptions
        {
            Reading = options.Input.Reading(exchange.Body),
            Grammars = _grammars,
            AllowUnknownMessages = options.UnknownMessages == UnknownMessages.Accept,
        });
        var envelope = new EdiEnvelope();
        var outcome = await BodyConversion.RunAsync(exchange, context.Spool, (edi, xml) => envelope = converter.Convert(edi, xml, cancel), "application/xml", cancel);
        EdiHeaders.Set(exchange.Headers, envelope);
        return outcome;
    }
}
