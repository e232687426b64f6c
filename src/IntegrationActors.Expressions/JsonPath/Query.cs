using System.Text.Json;
using IntegrationActors.Expressions.JsonPath.Selectors;

namespace IntegrationActors.Expressions.JsonPath;

/// <summary>A parsed query: <c>$…</c> from the root or, inside filters, <c>@…</c> from the current node.</summary>
internal sealed class Query
{
    private readonly bool _relative;
    private readonly Segment[] _segments;

    public Query(bool relative, Segment[] segments)
    {
        _relative = relative;
        _segments = segments;
        SingularSteps = Array.TrueForAll(segments, segment => segment.SingularStep is not null)
            ? Array.ConvertAll(segments, segment => segment.SingularStep!)
            : null;
    }

    /// <summary>The steps of a singular query (RFC 9535 section 2.3.5.1: at most one node by its form), else null.</summary>
    public ISingularSelector[]? SingularSteps { get; }

    public void Run(JsonPathNode current, Evaluation evaluation, INodeSink sink)
    {
        var start = _relative ? current : new JsonPathNode(evaluation.Root, current.TracksPath ? PathStep.Root : null);
        new Walk(_segments, 0, evaluation, sink).Continue(start);
    }

    public bool TrySelectSingular(JsonElement current, Evaluation evaluation, out JsonElement value)
    {
        value = _relative ? current : evaluation.Root;
        foreach (var step in SingularSteps!)
        {
            if (!step.TrySelect(value, evaluation, out value))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Follows the steps of a singular query.</summary>
    public static bool TryFollow(ISingularSelector[] steps, JsonElement root, out JsonElement value)
    {
        value = root;
        foreach (var step in steps)
        {
            if (!step.TryFollow(value, out value))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The steps to the value whose items or members are selected, when the query is a singular one and then <c>[*]</c>; else null.</summary>
    public ISingularSelector[]? StepsToContainer() => !_relative && _segments is [.. var way, ChildSegment { IsWildcard: true }] && Array.TrueForAll(way, segment => segment.SingularStep is not null)
        ? Array.ConvertAll(way, segment => segment.SingularStep!)
        : null;

    /// <summary>The names, when the query is names and then <c>[*]</c>; else null.</summary>
    public JsonPathLocation? ToLocation() => _segments is [.. var names, ChildSegment { IsWildcard: true }] && Array.TrueForAll(names, segment => segment.SingularStep is NameSelector)
        ? new JsonPathLocation(Array.ConvertAll(names, segment => ((NameSelector)segment.SingularStep!).Utf8Name.ToArray()))
        : null;

    public ProbeSink Probe(JsonElement current, Evaluation evaluation, int stopAfter)
    {
        var sink = new ProbeSink(stopAfter);
        Run(new JsonPathNode(current, null), evaluation, sink);
        return sink;
    }
}
