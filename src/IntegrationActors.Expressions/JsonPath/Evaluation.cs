using System.Runtime.CompilerServices;
using System.Text.Json;

namespace IntegrationActors.Expressions.JsonPath;

/// <summary>One run of a query over one document: its root and what it may still cost. Used by one thread.</summary>
internal sealed class Evaluation(JsonElement root, JsonPathLimits limits, CancellationToken cancellationToken)
{
    private const int CancellationCheckInterval = 4096;
    private const int MaxDepth = 1_100;

    private long _left = limits.MaxVisitedNodes;
    private int _untilCheck = CancellationCheckInterval;
    private int _depth;

    public JsonElement Root => root;

    public JsonPathLimits Limits => limits;

    public void Charge(int cost = 1)
    {
        _left -= cost;
        _untilCheck -= cost;
        if (_left < 0)
        {
            throw new JsonPathException(
                $"the query looked at more than {limits.MaxVisitedNodes} values of the document; write a more selective path (fewer '..' and nested filters)");
        }

        if (_untilCheck <= 0)
        {
            _untilCheck = CancellationCheckInterval;
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>JsonElement finds members and items by scanning: a look-up in something wide costs more than one visit.</summary>
    public void ChargeLookup(int width) => Charge(1 + (width >> 2));

    /// <summary>
    /// One level deeper into the document; <see cref="Leave"/> undoes it. Documents nest as deep as their parser allowed, and filters walk
    /// inside of walks: this ends them before the stack does, and early, because unwinding a deep stack takes seconds.
    /// </summary>
    public void Enter()
    {
        if (++_depth > MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new JsonPathException($"the document is nested too deeply for this query: it goes down more than {MaxDepth} levels, nested filters counted together");
        }
    }

    public void Leave() => _depth--;
}
