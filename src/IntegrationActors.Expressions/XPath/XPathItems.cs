using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Expressions.XPath;

/// <summary>Collects the items of a result: none is null, one is itself, more are a list.</summary>
internal sealed class XPathItems
{
    private const int MaxItems = 1_000_000;

    private object? _first;
    private List<object>? _all;

    public void Add(object item)
    {
        if (_first is null)
        {
            _first = item;
            return;
        }

        _all ??= [_first];
        if (_all.Count == MaxItems)
        {
            throw new FaultException(ExpressionCodes.XPathFailed, $"The XPath selects more than {MaxItems} items.", "Write a more selective path.");
        }

        _all.Add(item);
    }

    public object? ToValue() => _all ?? _first;
}
