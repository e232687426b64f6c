using System.Text.Json;
using System.Xml.XPath;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Expressions.Mapping;

/// <summary>One run of a mapping on one message: the body, and the items of the loops that are running. The body must be buffered. One owner.</summary>
public sealed class MappingRun(Exchange exchange, CancellationToken cancel)
{
    /// <summary>Most values that one run may make: a message can't make a mapping run without end.</summary>
    public const int MaxValues = 5_000_000;

    private const int ValuesBetweenLooks = 1024;

    // By depth; most mappings have a loop or two.
    private (object? Item, int Position)[] _loops = [];
    private XPathNavigator? _xml;
    private XPathNavigator? _walker;
    private int _depth = -1;
    private int _values;

    public Exchange Exchange { get; } = exchange;

    /// <summary>Item of the innermost loop; null outside of loops.</summary>
    public object? Current => _depth < 0 ? null : _loops[_depth].Item;

    /// <summary>Number of the item in the innermost loop, from 1.</summary>
    public int Position => _depth < 0 ? 1 : _loops[_depth].Position;

    internal bool IsInLoop => _depth >= 0;

    /// <summary>The body, when it is a record and no loop is running.</summary>
    internal PayloadRecord? Record => _depth < 0 ? Exchange.Body.Record : null;

    internal JsonElement Json => Exchange.Body.AsJson();

    internal XPathNavigator Xml => _xml ??= Exchange.Body.NavigateXml();

    /// <summary>Goes to an item of a loop; <see cref="Leave"/> afterwards.</summary>
    public void Enter(object? item, int position)
    {
        if (++_depth == _loops.Length)
        {
            Array.Resize(ref _loops, int.Max(2, _depth * 2));
        }

        _loops[_depth] = (item, position);
    }

    public void Leave() => _depth--;

    /// <summary>Counts a value that is made, and looks from time to time whether the run shall end.</summary>
    /// <exception cref="FaultException">IA3483: the mapping makes too much of this message.</exception>
    public void Count()
    {
        if (++_values % ValuesBetweenLooks == 0)
        {
            cancel.ThrowIfCancellationRequested();
        }

        if (_values > MaxValues)
        {
            throw new FaultException("IA3483", $"The mapping makes more than {MaxValues} values of this message.", "Loops inside of loops multiply: let the inner one select only what belongs to the item of the outer one.");
        }
    }

    /// <summary>A navigator at the same place, to be moved until the next call.</summary>
    internal XPathNavigator Walk(XPathNavigator from) => _walker?.MoveTo(from) == true ? _walker : _walker = from.Clone();

    internal object? Variable(int index) => _loops[index].Item;
}
