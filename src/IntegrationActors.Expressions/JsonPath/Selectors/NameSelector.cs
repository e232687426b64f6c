using System.Text;
using System.Text.Json;

namespace IntegrationActors.Expressions.JsonPath.Selectors;

/// <summary><c>.name</c> or <c>['name']</c>. Of members with the same name the last one counts.</summary>
internal sealed class NameSelector(string name) : Selector, ISingularSelector
{
    private readonly byte[] _utf8 = Encoding.UTF8.GetBytes(name);

    public ReadOnlySpan<byte> Utf8Name => _utf8;

    public override bool Select(in JsonPathNode node, in Walk walk) =>
        !TrySelect(node.Value, walk.Evaluation, out var member) || walk.Continue(node.Member(member, name));

    public bool TryFollow(JsonElement value, out JsonElement selected)
    {
        selected = default;
        return value.ValueKind == JsonValueKind.Object && value.TryGetProperty(_utf8, out selected);
    }

    public bool TrySelect(JsonElement value, Evaluation evaluation, out JsonElement selected)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            evaluation.ChargeLookup(value.GetPropertyCount());
        }

        return TryFollow(value, out selected);
    }
}
