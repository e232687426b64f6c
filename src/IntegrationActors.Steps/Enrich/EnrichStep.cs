using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Expressions.XPath;
using IntegrationActors.Formats.Combining;
using IntegrationActors.Formats.Splitting;
using IntegrationActors.Steps.Gatherers;
using IntegrationActors.Steps.Splitting;

namespace IntegrationActors.Steps.Enrich;

/// <summary>Lets the receiver answer a fork of the exchange, and writes a new body from both.</summary>
public sealed class EnrichStep : IStep
{
    private readonly IReceiverAdapter _receiver;
    private readonly PayloadSpool _spool;
    private readonly EnrichCombination? _combine;
    private readonly XmlKeyPlace? _original;
    private readonly XmlKeyPlace? _lookup;

    public EnrichStep(EnrichOptions options, IStepContext context)
    {
        _receiver = context.Connect(options.Receiver);
        _spool = context.Spool;
        _combine = options.Combine;
        _original = options.Original is { } original ? Place(original) : null;
        _lookup = options.Lookup is { } lookup ? Place(lookup) : null;
    }

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        await exchange.BufferAsync(cancel);
        await using var fork = exchange.Fork(exchange.Log);
        fork.StartOver(exchange, exchange.Body.Share());
        var outcome = await _receiver.DeliverAsync(fork, expectsReply: true, cancel);
        if (outcome.Kind != OutcomeKind.Next)
        {
            return outcome;
        }

        await fork.Body.BufferAsync(cancel);
        if (_combine is null)
        {
            await EnrichAsync(exchange, fork.Body);
            return Outcome.Next;
        }

        await using var gatherer = Combining(_combine.Value);
        await gatherer.AddAsync(exchange, cancel);
        await gatherer.AddAsync(fork, cancel);
        await gatherer.FinishAsync(exchange, cancel);
        return Outcome.Next;
    }

    private IGatherer Combining(EnrichCombination combine) => combine switch
    {
        EnrichCombination.Xml => new XmlGatherer(_spool, null, isNumbered: true),
        EnrichCombination.Json => new JsonGatherer(_spool),
        _ => new TextGatherer(_spool, ""),
    };

    private async ValueTask EnrichAsync(Exchange exchange, Payload answer)
    {
        using var found = new XmlLookup(_lookup!);
        if (!answer.IsEmpty)
        {
            XmlBody.Read(answer, found.Read);
        }

        await using var output = new PayloadWriter(_spool, (int)long.Min(exchange.Body.Length ?? 0, _spool.MemoryLimit));
        XmlBody.Read(exchange.Body, original => XmlEnricher.Write(original, _original!, found, output));
        await exchange.ReplaceBodyAsync(output.ToPayload());
    }

    private static XmlKeyPlace Place(EnrichPlace place) => XPathLocation.Of(place.Path) is { } location
        ? new XmlKeyPlace(new XmlPath(location.Elements.Select(element => (element.NamespaceUri, element.LocalName)), location.IsAnywhere), place.Key)
        : throw new DiagnosticException(Diagnostic.Error(SplitPlans.CantFollow, place.Path.Span, $"'{place.Path.Text}' can't be followed: write the names of the elements from the root (/orders/order), or one name (//order)"));
}
