using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;
using IntegrationActors.Steps.Bodies;
using Modifier = IntegrationActors.Formats.XmlModification.XmlModifier;

namespace IntegrationActors.Steps.XmlModifier;

/// <summary>Modifies the body block by block.</summary>
public sealed class XmlModifierStep(XmlModifierOptions options, IStepContext context) : IStep
{
    private readonly Modifier _modifier = new(new Formats.XmlModification.XmlModifierOptions
    {
        RemoveExternalDtds = options.RemoveExternalDtds,
        RemoveDeclaration = options.RemoveDeclaration,
        InvalidCharacters = options.InvalidCharacters,
        Substitute = options.Substitute,
    });

    public ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel) =>
        BodyConversion.RunAsync(exchange, context.Spool, (xml, output) => _modifier.Modify(xml, output, cancel), null, cancel);
}
