using System.Runtime.InteropServices;
using IntegrationActors.Expressions.JsonPath.Selectors;

namespace IntegrationActors.Expressions.JsonPath;

/// <summary>
/// The rest of a query behind one of its segments. Selectors push what they select into it, depth first, which yields the
/// nodes in the order of RFC 9535 without lists in between.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct Walk(Segment[] segments, int next, Evaluation evaluation, INodeSink sink)
{
    public Evaluation Evaluation => evaluation;

    /// <summary>Takes a selected node through the remaining segments; false ends the whole walk.</summary>
    public bool Continue(in JsonPathNode node)
    {
        evaluation.Charge();
        if (next == segments.Length)
        {
            return sink.Accept(node);
        }

        evaluation.Enter();
        var goesOn = segments[next].Select(node, new Walk(segments, next + 1, evaluation, sink));
        evaluation.Leave();
        return goesOn;
    }
}
