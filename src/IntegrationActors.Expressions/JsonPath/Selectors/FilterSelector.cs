using System.Text.Json;
using IntegrationActors.Expressions.JsonPath.Filters;

namespace IntegrationActors.Expressions.JsonPath.Selectors;

/// <summary><c>?condition</c>: the children for which the condition holds.</summary>
internal sealed class FilterSelector(LogicalExpression condition) : Selector
{
    public override bool Select(in JsonPathNode node, in Walk walk) => node.Value.ValueKind switch
    {
        JsonValueKind.Object => SelectMembers(node, walk),
        JsonValueKind.Array => SelectItems(node, walk),
        _ => true,
    };

    private bool SelectMembers(in JsonPathNode node, in Walk walk)
    {
        foreach (var member in node.Value.EnumerateObject())
        {
            walk.Evaluation.Charge();
            if (condition.Test(member.Value, walk.Evaluation) && !walk.Continue(node.Member(member)))
            {
                return false;
            }
        }

        return true;
    }

    private bool SelectItems(in JsonPathNode node, in Walk walk)
    {
        var index = 0;
        foreach (var item in node.Value.EnumerateArray())
        {
            walk.Evaluation.Charge();
            if (condition.Test(item, walk.Evaluation) && !walk.Continue(node.Item(item, index)))
            {
                return false;
            }

            index++;
        }

        return true;
    }
}
