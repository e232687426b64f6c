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

    public static Term Of(object? constant) => new(null, constant, readsBody: false);

    public static Term Reading(Func<Exchange, object?> read) => new(read, null, readsBody: false);

    public static Term ReadingBody(Func<Exchange, object?> read) => new(read, null, readsBody: true);

    public object? Evaluate(Exchange exchange) => _read is null ? Constant : _read(exchange);
}
