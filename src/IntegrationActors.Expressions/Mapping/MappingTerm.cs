namespace IntegrationActors.Expressions.Mapping;

/// <summary>A compiled part of an expression, which is asked for its value or for its number: calculations go from number to number without values in between.</summary>
internal sealed class MappingTerm
{
    private MappingTerm(MappingEvaluator value, MappingNumber number) => (Value, Number) = (value, number);

    public MappingEvaluator Value { get; }

    public MappingNumber Number { get; }

    /// <summary>A part that has any value.</summary>
    public static MappingTerm Of(MappingEvaluator value) => new(value, (run, place) => MappingArithmetic.NumberOrNothing(value(run), place));

    /// <summary>A part that has any value, and a shorter way to its number.</summary>
    public static MappingTerm Of(MappingEvaluator value, MappingNumber number) => new(value, number);

    /// <summary>A part that is a number, or nothing.</summary>
    public static MappingTerm OfNumber(Func<MappingRun, decimal?> number) => new(run => number(run), (run, _) => number(run));
}
