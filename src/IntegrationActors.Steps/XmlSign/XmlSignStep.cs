using System.Collections;
using System.Xml.XPath;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Security.Keys;
using IntegrationActors.Security.XmlSignatures;

namespace IntegrationActors.Steps.XmlSign;

/// <summary>Signs the body as a tree; the old body is intact until the signed document is complete.</summary>
public sealed class XmlSignStep(XmlSignOptions options, IStepContext context) : IStep
{
    private readonly XmlSigner _signer = new(new XmlSigning
    {
        Form = options.Form,
        Parent = options.Parent,
        Digest = options.Digest,
        Canonicalization = options.Canonicalization,
        KeyInfo = options.KeyInfo,
        IdAttribute = options.IdAttribute,
        Xades = options.Xades?.Properties,
    });

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        await exchange.Body.BufferAsync(cancel);
        var keys = new CertificateKeys(context.Credentials, exchange.Time.GetUtcNow(), options.AllowExpired, options.AllowWeak);
        var pair = await keys.PairAsync(options.Signer.Name, cancel);
        var place = new XmlSigningPlace(exchange.Time.GetUtcNow(), options.ElementId is { } element ? ExpressionValue.ToText(element.Evaluate(exchange)) : "", Parent(exchange));
        await using var signed = new PayloadWriter(context.Spool);
        await using (var body = exchange.Body.OpenRead())
        {
            _signer.Sign(body, place, pair, signed);
        }

        await exchange.ReplaceBodyAsync(signed.ToPayload());
        exchange.Headers.Set("Content-Type", "application/xml");
        return Outcome.Next;
    }

    private IReadOnlyList<int>? Parent(Exchange exchange)
    {
        if (options.ParentPath is not { } path)
        {
            return null;
        }

        var value = path.Evaluate(exchange);
        object?[] nodes = value is IEnumerable many and not string ? [.. many.Cast<object?>()] : [value];
        return nodes is [XPathNavigator { NodeType: XPathNodeType.Element } parent]
            ? Way(parent)
            : throw XmlFault.NoPlace($"'{path.Text}' does not find exactly one element");
    }

    // The expression has a tree of its own; in both, the same child elements lead to the same element.
    private static int[] Way(XPathNavigator element)
    {
        var way = new Stack<int>();
        for (var at = element.Clone(); at.Clone() is var parent && parent.MoveToParent() && parent.NodeType == XPathNodeType.Element; at = parent)
        {
            var number = 0;
            for (var sibling = at.Clone(); sibling.MoveToPrevious();)
            {
                number += sibling.NodeType == XPathNodeType.Element ? 1 : 0;
            }

            way.Push(number);
        }

        return [.. way];
    }
}
