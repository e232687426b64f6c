using System.Text.Json;

namespace IntegrationActors.Expressions.JsonPath.Selectors;

/// <summary><c>..[…]</c>, <c>..name</c> or <c>..*</c>: applies its selectors to a node and, parents first, to all below it.</summary>
internal sealed class DescendantSegment(Selector[] selectors) : Segment(selectors)
{
    public override ISingularSelector? SingularStep => null;

    public override bool Select(in JsonPathNode node, in Walk walk)
    {
        walk.Evaluation.Charge();
        walk.Evaluation.Enter();
        var goesOn = node.Value.ValueKind switch
        {
            JsonValueKind.Object => SelectChildren(node, walk) && DescendMembers(node, walk),
            JsonValueKind.Array => SelectChildren(node, walk) && DescendItems(node, walk),
            _ => true,
        };
        walk.Evaluation.Leave();
        return goesOn;
    }

    private bool DescendMembers(in JsonPathNode node, in Walk walk)
    {
        foreach (var member in node.Value.EnumerateObject())
        {
            if (!Select(node.Member(member), walk))
            {
                return false;
            }
        }

        return true;
    }

    private bool DescendItems(in JsonPathNode node, in Walk walk)
    {
        var index = 0;
        foreach (var item in node.Value.EnumerateArray())
        {
            if (!Select(node.Item(item, index++), walk))
            {
                return false;
            }
        }

        return true;
    }
}
