using System.Text.Json;

namespace IntegrationActors.Expressions.JsonPath.Selectors;

/// <summary><c>*</c>: all members of an object or items of an array, in the order of the document.</summary>
internal sealed class WildcardSelector : Selector
{
    public override bool Select(in JsonPathNode node, in Walk walk) => node.Value.ValueKind switch
    {
        JsonValueKind.Object => SelectMembers(node, walk),
        JsonValueKind.Array => SelectItems(node, walk),
        _ => true,
    };

    private static bool SelectMembers(in JsonPathNode node, in Walk walk)
    {
        foreach (var member in node.Value.EnumerateObject())
        {
            if (!walk.Continue(node.Member(member)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool SelectItems(in JsonPathNode node, in Walk walk)
    {
        var index = 0;
        foreach (var item in node.Value.EnumerateArray())
        {
            if (!walk.Continue(node.Item(item, index++)))
            {
                return false;
            }
        }

        return true;
    }
}
