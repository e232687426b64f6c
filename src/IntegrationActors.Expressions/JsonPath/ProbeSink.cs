using System.Text.Json;

namespace IntegrationActors.Expressions.JsonPath;

/// <summary>Counts nodes up to a number and keeps the first: existence, <c>count()</c>, <c>value()</c> and first match.</summary>
internal sealed class ProbeSink(int stopAfter) : INodeSink
{
    public int Count { get; private set; }

    public JsonElement First { get; private set; }

    public bool Accept(in JsonPathNode node)
    {
        if (Count == 0)
        {
            First = node.Value;
        }

        Count++;
        return Count < stopAfter;
    }
}
