using System.Text.Json;

namespace IntegrationActors.Expressions.JsonPath.Selectors;

/// <summary><c>[n]</c>; a negative index counts from the end.</summary>
internal sealed class IndexSelector(long index) : Selector, ISingularSelector
{
    public long Index => index;

    public override bool Select(in JsonPathNode node, in Walk walk)
    {
        if (!TrySelect(node.Value, walk.Evaluation, out var item))
        {
            return true;
        }

        var position = index < 0 ? index + node.Value.GetArrayLength() : index;
        return walk.Continue(node.Item(item, (int)position));
    }

    public bool TryFollow(JsonElement value, out JsonElement selected)
    {
        selected = default;
        if (value.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        var length = value.GetArrayLength();
        var position = index < 0 ? index + length : index;
        if (position < 0 || position >= length)
        {
            return false;
        }

        selected = value[(int)position];
        return true;
    }

    public bool TrySelect(JsonElement value, Evaluation evaluation, out JsonElement selected)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            evaluation.ChargeLookup((int)long.Min(long.Abs(index), value.GetArrayLength()));
        }

        return TryFollow(value, out selected);
    }
}
