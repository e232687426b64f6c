using System.IO.Enumeration;
using System.Text;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using IntegrationActors.Steps.Stores;
using IntegrationActors.Steps.Bodies;

namespace IntegrationActors.Steps.Set;

/// <summary>(1) Headers and properties in the order of the file, (2) the body, (3) what is removed. Completes synchronously unless the body or a stored value must be fetched first.</summary>
public sealed class SetStep : IStep
{
    private const string ContentType = "Content-Type";

    // A smaller one costs no more as a string, and is one then for who reads it next.
    private const int LargeBody = 16 * 1024;

    private readonly SetOptions _options;
    private readonly IStepContext _context;
    private readonly byte[]? _constantBody;
    private readonly StoredValues? _stored;
    private readonly bool _readsBody;
    private readonly bool _propertiesFirst;

    public SetStep(SetOptions options, IStepContext context)
    {
        _options = options;
        _context = context;
        _stored = options.Headers.Concat(options.Properties).Any(row => row.Stored is not null) ? new StoredValues(context) : null;
        _constantBody = options.Body?.Constant is { } text ? Encoding.UTF8.GetBytes(text) : null;
        _readsBody = options.Headers.Concat(options.Properties).Any(row => row.ReadsBody) || options.Body is { ReadsBody: true };
        _propertiesFirst = options is { Headers: [var header, ..], Properties: [var property, ..] }
            && (property.Span.Line, property.Span.Column).CompareTo((header.Span.Line, header.Span.Column)) < 0;
    }

    public ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        return _stored is null && (!_readsBody || exchange.Body.IsBuffered) ? Apply(exchange, []) : ReadFirst();

        async ValueTask<Outcome> ReadFirst()
        {
            if (_readsBody)
            {
                await exchange.Body.BufferAsync(cancel);
            }

            return await Apply(exchange, _stored is null ? [] : await _stored.ReadAsync(_options, cancel));
        }
    }

    private ValueTask<Outcome> Apply(Exchange exchange, object?[] stored)
    {
        if (_propertiesFirst)                                                       // 1
        {
            SetProperties(exchange, stored);
            SetHeaders(exchange, stored);
        }
        else
        {
            SetHeaders(exchange, stored);
            SetProperties(exchange, stored);
        }

        var replaced = _options.Body is null ? default : ReplaceBody(exchange, _options.Body); // 2
        RemoveHeaders(exchange.Headers);                                            // 3
        RemoveProperties(exchange.Properties);
        return replaced.IsCompletedSuccessfully ? new(Outcome.Next) : Await(replaced);

        static async ValueTask<Outcome> Await(ValueTask pending)
        {
            await pending;
            return Outcome.Next;
        }
    }

    private void SetHeaders(Exchange exchange, object?[] stored)
    {
        for (var i = 0; i < _options.Headers.Count; i++)
        {
            var row = _options.Headers[i];
            var value = row.Value is { } expression ? Evaluate(expression, exchange) : stored[i] ?? Default(row, exchange);
            exchange.Headers.Set(row.Name, value is null ? null : ExpressionValue.ToText(value));
        }

        if (_options.ContentType is not null)
        {
            exchange.Headers.Set(ContentType, _options.ContentType);
        }
    }

    private void SetProperties(Exchange exchange, object?[] stored)
    {
        for (var i = 0; i < _options.Properties.Count; i++)
        {
            var row = _options.Properties[i];
            var value = row.Value is { } expression ? Evaluate(expression, exchange) : stored[_options.Headers.Count + i] ?? Default(row, exchange);
            exchange.Properties.Set(row.Name, ExpressionValue.Detach(value));
        }
    }

    private static object? Evaluate(Expression expression, Exchange exchange) => expression.Constant ?? expression.Evaluate(exchange);

    private static object? Default(NamedSource row, Exchange exchange) => row.Stored!.Default is { } value ? Evaluate(value, exchange) : null;

    private ValueTask ReplaceBody(Exchange exchange, Expression body)
    {
        var text = _constantBody is null ? BodyOf(exchange, body) : Payload.FromBytes(_constantBody);
        Charset.Correct(exchange, text);
        return exchange.ReplaceBodyAsync(text);
    }

    private Payload BodyOf(Exchange exchange, Expression body)
    {
        if (body.ReadsBody && exchange.Body.Length is >= LargeBody and var length)
        {
            using var writer = new PayloadWriter(_context.Spool, (int)Math.Min(length, int.MaxValue));
            if (body.TryWrite(exchange, writer))
            {
                return writer.ToPayload();
            }
        }

        return Payload.FromText(ExpressionValue.ToText(body.Evaluate(exchange)));
    }

    private void RemoveHeaders(HeaderMap headers)
    {
        var patterns = _options.Remove.Headers;
        for (var i = headers.Count - 1; i >= 0 && patterns.Count > 0; i--)
        {
            var name = headers.AsSpan()[i].Key;
            if (Matches(patterns, name, ignoreCase: true) && !IsSetHere(name))
            {
                headers.Remove(name);
            }
        }

        bool IsSetHere(string name) => Sets(_options.Headers, name, StringComparison.OrdinalIgnoreCase)
            || (_options.ContentType is not null && string.Equals(name, ContentType, StringComparison.OrdinalIgnoreCase));
    }

    private void RemoveProperties(PropertyMap properties)
    {
        var patterns = _options.Remove.Properties;
        if (patterns.Count == 0)
        {
            return;
        }

        foreach (var name in properties.Select(p => p.Key).ToArray())
        {
            if (Matches(patterns, name, ignoreCase: false) && !Sets(_options.Properties, name, StringComparison.Ordinal))
            {
                properties.Remove(name);
            }
        }
    }

    private static bool Matches(IReadOnlyList<string> patterns, string name, bool ignoreCase) =>
        patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase));

    private static bool Sets(IReadOnlyList<NamedSource> rows, string name, StringComparison comparison) =>
        rows.Any(row => string.Equals(row.Name, name, comparison));
}
