using System.Text.Json;

namespace IntegrationActors.Expressions.JsonPath;

/// <summary>Collects the selected values.</summary>
internal sealed class ElementSink(int maxResults) : INodeSink
{
    public List<JsonElement> Elements { get; } = [];

    public bool Accept(in JsonPathNode node)
    {
        NodeSink.CheckRoom(Elements.Count, maxResults);
        Elements.Add(node.Value);
        return true;
    }
}
