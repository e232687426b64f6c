namespace IntegrationActors.Expressions.JsonPath;

/// <summary>Collects the selected nodes with their paths.</summary>
internal sealed class NodeSink(int maxResults) : INodeSink
{
    public List<JsonPathNode> Nodes { get; } = [];

    public bool Accept(in JsonPathNode node)
    {
        CheckRoom(Nodes.Count, maxResults);
        Nodes.Add(node);
        return true;
    }

    public static void CheckRoom(int count, int maxResults)
    {
        if (count >= maxResults)
        {
            throw new JsonPathException($"the query selects more than {maxResults} nodes; write a more selective path");
        }
    }
}
