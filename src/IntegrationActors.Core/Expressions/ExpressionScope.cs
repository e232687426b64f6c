namespace IntegrationActors.Core.Expressions;

/// <summary>What names mean in the expressions of one flow.</summary>
public sealed class ExpressionScope
{
    public static ExpressionScope Empty { get; } = new();

    /// <summary>Values of the flow's parameters (deployed value or default), for <c>${param.x}</c>; an unknown one is a finding.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Namespace URIs by prefix, for XPath.</summary>
    public IReadOnlyDictionary<string, string> Namespaces { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
