using System.Collections;
using System.Xml.XPath;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Messages;
using IntegrationActors.Formats.Combining;
using IntegrationActors.Formats.Xml;

namespace IntegrationActors.Steps.Gatherers;

/// <summary>Keeps the first document whole, and of the others the nodes that go into it.</summary>
internal sealed class XmlAtPathGatherer(PayloadSpool spool, Expression source, Expression target) : IGatherer
{
    private readonly PayloadWriter _nodes = new(spool);
    private XPathNavigator? _target;

    public async ValueTask AddAsync(Exchange part, CancellationToken cancel)
    {
        if (part.Body.IsEmpty)
        {
            return;
        }

        var selected = Elements(await source.EvaluateAsync(part, cancel));
        if (selected.Count == 0)
        {
            throw Missing("source", source);
        }

        if (_target is not null)
        {
            selected.ForEach(node => XmlFragment.Write(node, _nodes));
            return;
        }

        // The tree of the first document is on the heap, and outlives the body from which it was read.
        _target = Elements(await target.EvaluateAsync(part, cancel)) is [{ NodeType: XPathNodeType.Element } first, ..] ? first : throw Missing("target", target);
    }

    public async ValueTask FinishAsync(Exchange whole, CancellationToken cancel)
    {
        if (_target is null)
        {
            throw Missing("source", source);
        }

        await using var output = new PayloadWriter(spool);
        await using var nodes = _nodes.ToPayload();
        await XmlInsertion.WriteAsync(_target, output, () => nodes.CopyToAsync(output, cancel));
        await whole.ReplaceBodyAsync(output.ToPayload());
        whole.Headers.Set("Content-Type", "application/xml");
    }

    public ValueTask DisposeAsync() => _nodes.DisposeAsync();

    private static List<XPathNavigator> Elements(object? value) => value switch
    {
        XPathNavigator node => [node],
        IEnumerable nodes and not string => [.. nodes.OfType<XPathNavigator>()],
        _ => [],
    };

    private static FaultException Missing(string option, Expression path) => new(
        "IA3368",
        $"The parts can't be combined: '{option}: {path.Text}' leads to no element.",
        "ia trace shows the bodies of the parts; a part without content to gather can end with 'terminate'.");
}
