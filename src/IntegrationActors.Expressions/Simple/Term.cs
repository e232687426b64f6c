using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Expressions.Simple;

/// <summary>A part of a template or a side of a comparison: a constant, or something read from the exchange.</summary>
internal sealed class Term
{
    private readonly Func<Exchange, object?>? _read;

    private Term(Func<Exchange, object?>? read, object? constant, bool readsBody)
    {
        _read = read;
        Constant = constant;
        ReadsBody = readsBody;
    }

    public bool IsConstant => _read is null;

    /// <summary>True for the literal <c>null</c>.</summary>
    public bool IsNull => IsConstant && Constant is null;

    /// <summary>The value of a constant: text, decimal, double, bool or null.</summary>
    public object? Constant { get; }

    public bool ReadsBody { get; }

    /// <summary>Whether the value is the text of the body as it is.</summary>
    public bool IsBody { get; private init; }

    /// <summary>The terms of which the value is put together, in their order; none when it is a value of its own.</summary>
    public IReadOnlyList<Term> Parts { get; private init; } = [];

    /// <summary>The text of the body.</summary>
    public static Term Body { get; } = new(exchange => exchange.Body.AsText(), null, readsBody: true) { IsBody = true };

    public static Term Of(object? constant) => new(null, constant, readsBody: false);

    public static Term Reading(Func<Exchange, object?> read) => new(read, null, readsBody: false);

    public static Term ReadingBody(Func<Exchange, object?> read) => new(read, null, readsBody: true);

    /// <summary>Terms one after the other, as one text.</summary>
    public static Term Joined(IReadOnlyList<Term> parts, Func<Exchange, object?> read) => new(read, null, parts.Any(part => part.ReadsBody)) { Parts = parts };

    public object? Evaluate(Exchange exchange) => _read is null ? Constant : _read(exchange);
}
