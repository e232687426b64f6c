using IntegrationActors.Expressions.XPath;

namespace IntegrationActors.Expressions.Mapping;

/// <summary>
/// A compiled part of an expression, which is asked for its value or for its number: calculations go from number to number without values in between. Some have a text that can be written from where it stands.
/// </summary>
internal sealed class MappingTerm
{
    private MappingTerm(MappingEvaluator value, MappingNumber number) => (Value, Number) = (value, number);

    public MappingEvaluator Value { get; }

    public MappingNumber Number { get; }

    /// <summary>Whether the value is a number whenever there is one.</summary>
    public bool IsNumber { get; private init; }

    /// <summary>The number, when it is written in the expression.</summary>
    public decimal? Constant { get; private init; }

    /// <summary>A shorter way to a text; null when there is none.</summary>
    public MappingCharacters? Characters { get; private init; }

    /// <summary>A shorter way to a text in UTF-8; null when there is none.</summary>
    public MappingUtf8? Utf8 { get; private init; }

    /// <summary>A shorter way to nodes of which none is kept; null when there is none, or the part has none for this message.</summary>
    public Func<MappingRun, XPathChildWalk?>? Nodes { get; private init; }

    /// <summary>A part that has any value.</summary>
    public static MappingTerm Of(MappingEvaluator value) => new(value, (run, in place) => MappingArithmetic.NumberOrNothing(value(run), place));

    /// <summary>A part that has any value, and shorter ways to its number and, perhaps, to its text.</summary>
    public static MappingTerm Of(MappingEvaluator value, MappingNumber number, MappingUtf8? utf8 = null) => new(value, number) { Utf8 = utf8 };

    /// <summary>A part that selects nodes, and shorter ways to the number and the text of one, and to several.</summary>
    public static MappingTerm OfNodes(MappingEvaluator value, MappingNumber number, MappingCharacters characters, Func<MappingRun, XPathChildWalk?> nodes) =>
        new(value, number) { Characters = characters, Nodes = nodes };

    /// <summary>A part that is a number, or nothing.</summary>
    public static MappingTerm OfNumber(Func<MappingRun, decimal?> number) => new(run => number(run), (run, in _) => number(run)) { IsNumber = true };

    /// <summary>A number that is written in the expression.</summary>
    public static MappingTerm OfConstant(decimal number) => new(_ => number, (_, in _) => number) { IsNumber = true, Constant = number };
}
