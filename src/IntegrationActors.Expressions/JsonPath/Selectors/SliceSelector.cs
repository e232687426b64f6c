using System.Text.Json;

namespace IntegrationActors.Expressions.JsonPath.Selectors;

/// <summary><c>[start:end:step]</c> (RFC 9535 section 2.3.4).</summary>
internal sealed class SliceSelector(long? start, long? end, long step) : Selector
{
    public override bool Select(in JsonPathNode node, in Walk walk)
    {
        if (node.Value.ValueKind != JsonValueKind.Array || step == 0)
        {
            return true;
        }

        var (lower, upper) = Bounds(node.Value.GetArrayLength());
        return lower >= upper || (step > 0 ? SelectForwards(node, lower, upper, walk) : SelectBackwards(node, lower, upper, walk));
    }

    /// <summary>Half-open [lower, upper) for a positive step; (lower, upper] for a negative one, as the RFC defines.</summary>
    private (long Lower, long Upper) Bounds(int length)
    {
        if (step > 0)
        {
            var from = Normalize(start ?? 0, length);
            var to = Normalize(end ?? length, length);
            return (Math.Clamp(from, 0, length), Math.Clamp(to, 0, length));
        }

        var first = start is { } s ? Normalize(s, length) : length - 1;
        var last = end is { } e ? Normalize(e, length) : -1;
        return (Math.Clamp(last, -1, length - 1), Math.Clamp(first, -1, length - 1));
    }

    private static long Normalize(long index, int length) => index >= 0 ? index : length + index;

    private bool SelectForwards(in JsonPathNode node, long lower, long upper, in Walk walk)
    {
        var index = 0;
        foreach (var item in node.Value.EnumerateArray())
        {
            if (index >= upper)
            {
                break;
            }

            walk.Evaluation.Charge();
            if (index >= lower && (index - lower) % step == 0 && !walk.Continue(node.Item(item, index)))
            {
                return false;
            }

            index++;
        }

        return true;
    }

    // Items are enumerated once and then walked backwards: look-up by index would scan the array for each item.
    private bool SelectBackwards(in JsonPathNode node, long lower, long upper, in Walk walk)
    {
        walk.Evaluation.Charge((int)upper + 1);
        var items = node.Value.EnumerateArray().Take((int)upper + 1).ToArray();
        for (var index = upper; index > lower; index += step)
        {
            if (!walk.Continue(node.Item(items[index], (int)index)))
            {
                return false;
            }
        }

        return true;
    }
}
