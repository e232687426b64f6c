using IntegrationActors.Expressions.XPath;

namespace IntegrationActors.Expressions.Mapping;

/// <summary>A compiled part of an expression, which is asked for its value or for its number: calculations go from number to number without values in between.</summary>
internal sealed class MappingTerm
{
    private MappingTerm(MappingEvaluator value, MappingNumber number) => (Value, Number) = (value, number);

    public MappingEvaluator Value { get; }

    public MappingNumber Number { get; }

    /// <summary>A shorter way to nodes of which none is kept; null when there is none, or the part has none for this message.</summary>
    public Func<MappingRun, XPathChildWalk?>? Nodes { get; private init; }

    /// <summary>A part that has any value.</summary>
    public static MappingTerm Of(MappingEvaluator value) => new(value, (run, place) => MappingArithmetic.NumberOrNothing(value(run), place));

    /// <summary>A part that has any value, and shorter ways to its number and, perhaps, to its nodes.</summary>
    public static MappingTerm Of(MappingEvaluator value, MappingNumber number, Func<MappingRun, XPathChildWalk?>? nodes = null) => new(value, number) { Nodes = nodes };

    /// <summary>A part that is a number, or nothing.</summary>
    public static MappingTerm OfNumber(Func<MappingRun, decimal?> number) => new(run => number(run), (run, _) => number(run));
}
