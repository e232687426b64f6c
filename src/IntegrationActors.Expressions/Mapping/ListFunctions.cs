namespace IntegrationActors.Expressions.Mapping;

/// <summary>
/// Functions of lists: what a path with several results, a JSON array or <c>split</c> gives. A single value is a list of one, nothing an empty one. Those that calculate take a second argument, which is evaluated
/// for each item as in a loop.
/// </summary>
internal static class ListFunctions
{
    public static MappingFunction[] All { get; } =
    [
        MappingFunction.OfNumber("count($.items[*])", 1, 1, call => run => call.Items(run, 0).Count()),
        MappingFunction.OfNumber("sum($.items[*], .qty * .price)", 1, 2, call => run => Numbers(call, run).Sum()),
        MappingFunction.OfNumber("avg($.items[*].price)", 1, 2, call => run => Numbers(call, run) is { Count: > 0 } numbers ? numbers.Average() : null),
        MappingFunction.OfNumber("min($.items[*].price)", 1, 2, call => run => Numbers(call, run) is { Count: > 0 } numbers ? numbers.Min() : null),
        MappingFunction.OfNumber("max($.items[*].price)", 1, 2, call => run => Numbers(call, run) is { Count: > 0 } numbers ? numbers.Max() : null),
        new("first($.items[*])", 1, 1, call => run => call.Items(run, 0).FirstOrDefault()),
        new("last($.items[*])", 1, 1, call => run => call.Items(run, 0).LastOrDefault()),
        new("distinct($.items[*].sku)", 1, 1, call => run => call.Items(run, 0).DistinctBy(MappingValue.Text, StringComparer.Ordinal).ToArray()),
        new("sort($.items[*].sku)", 1, 1, call => run => call.Items(run, 0).Order(Comparer<object?>.Create((a, b) => MappingValue.Compare(a, b) ?? 0)).ToArray()),
        new("list(.a, .b)", 0, int.MaxValue, call => run => Enumerable.Range(0, call.Count).Select(i => call.Value(run, i)).Where(v => v is not null).ToArray()),
    ];

    // What is empty counts for nothing.
    private static List<decimal> Numbers(MappingCall call, MappingRun run)
    {
        var numbers = new List<decimal>();
        var position = 0;
        foreach (var item in call.Items(run, 0))
        {
            var number = call.Count == 1 ? MappingArithmetic.NumberOrNothing(item, call.Arguments[0].Place) : OfItem(call, run, item, ++position);
            if (number is { } one)
            {
                numbers.Add(one);
            }
        }

        return numbers;
    }

    private static decimal? OfItem(MappingCall call, MappingRun run, object? item, int position)
    {
        run.Count();
        run.Enter(item, position);
        var number = call.NumberOrNothing(run, 1);
        run.Leave();
        return number;
    }
}
