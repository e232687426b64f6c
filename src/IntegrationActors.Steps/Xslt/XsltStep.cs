using System.Xml.Xsl;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using IntegrationActors.Steps.Resources;
using IntegrationActors.Steps.Stylesheets;

namespace IntegrationActors.Steps.Xslt;

/// <summary>Transforms the parsed body into a new one; the body that failed stays.</summary>
public sealed class XsltStep(XsltOptions options, IStepContext context) : IStep
{
    private readonly ResultLimits _limits = new(options.MaxSize, options.MaxRatio);
    private readonly ChosenResource<Stylesheet> _stylesheets = new(options.Stylesheet, options, file => Stylesheet.Compile(context.Resource(file), file)) { IsAlwaysNamed = true };

    public ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        return exchange.Body.IsBuffered ? TransformAsync(exchange, cancel) : BufferFirst();

        async ValueTask<Outcome> BufferFirst()
        {
            await exchange.Body.BufferAsync(cancel);
            return await TransformAsync(exchange, cancel);
        }
    }

    private async ValueTask<Outcome> TransformAsync(Exchange exchange, CancellationToken cancel)
    {
        var (_, stylesheet) = _stylesheets.For(exchange);
        await using var output = new PayloadWriter(context.Spool, (int)long.Min(exchange.Body.Length ?? 0, context.Spool.MemoryLimit));
        await using var result = new ResultStream(output, _limits, exchange.Body.Length ?? 0, cancel);
        if (stylesheet.Transform(exchange.Body, Arguments(exchange), result, cancel) is { } fault)
        {
            return Outcome.Failed(fault);
        }

        await exchange.ReplaceBodyAsync(output.ToPayload());
        exchange.Headers.Set("Content-Type", stylesheet.ContentType);
        return Outcome.Next;
    }

    private XsltArgumentList? Arguments(Exchange exchange)
    {
        if (options.Parameters.Count == 0)
        {
            return null;
        }

        var arguments = new XsltArgumentList();
        foreach (var (name, value) in options.Parameters)
        {
            arguments.AddParam(name, "", value.Constant ?? ExpressionValue.ToText(value.Evaluate(exchange)));
        }

        return arguments;
    }
}
