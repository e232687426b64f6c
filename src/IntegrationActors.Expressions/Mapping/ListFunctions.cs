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
        MappingFunction.OfNumber("sum($.items[*], .qty * .price)", 1, 2, call => run => Fold(call, run, (a, b) => a + b).Result ?? 0),
        MappingFunction.OfNumber("avg($.items[*].price)", 1, 2, call => run => Fold(call, run, (a, b) => a + b) is { Result: { } sum, Count: var count } ? sum / count : null),
        MappingFunction.OfNumber("min($.items[*].price)", 1, 2, call => run => Fold(call, run, Math.Min).Result),
        MappingFunction.OfNumber("max($.items[*].price)", 1, 2, call => run => Fold(call, run, Math.Max).Result),
        new("first($.items[*])", 1, 1, call => run => call.Items(run, 0).FirstOrDefault()),
        new("last($.items[*])", 1, 1, call => run => call.Items(run, 0).LastOrDefault()),
        new("distinct($.items[*].sku)", 1, 1, call => run => call.Items(run, 0).DistinctBy(MappingValue.Text, StringComparer.Ordinal).ToArray()),
        new("sort($.items[*].sku)", 1, 1, call => run => call.Items(run, 0).Order(Comparer<object?>.Create((a, b) => MappingValue.Compare(a, b) ?? 0)).ToArray()),
        new("list(.a, .b)", 0, int.MaxValue, call => run => Enumerable.Range(0, call.Count).Select(i => call.Value(run, i)).Where(v => v is not null).ToArray()),
    ];

    // What is empty counts for nothing.
    private static (decimal? Result, int Count) Fold(MappingCall call, MappingRun run, Func<decimal, decimal, decimal> next)
    {
        var (result, count, position) = (default(decimal?), 0, 0);
        if (call.Count == 2 && call.Arguments[0].Term.Nodes?.Invoke(run) is { } nodes)
        {
            var argument = call.Arguments[1];
            while (nodes.MoveNext())
            {
                Take(OfItem(argument, run, nodes.Current, ++position));
            }

            return (result, count);
        }

        foreach (var item in call.Items(run, 0))
        {
            Take(call.Count == 1 ? MappingArithmetic.NumberOrNothing(item, call.Arguments[0].Place) : OfItem(call.Arguments[1], run, item, ++position));
        }

        return (result, count);

        void Take(decimal? number)
        {
            if (number is { } one)
            {
                result = result is { } before ? next(before, one) : one;
                count++;
            }
        }
    }

    private static decimal? OfItem(MappingArgument argument, MappingRun run, object? item, int position)
    {
        run.Count();
        run.Enter(item, position);
        var number = argument.Term.Number(run, argument.Place);
        run.Leave();
        return number;
    }
}
