using System.Text;
using Acornima.Ast;

namespace IntegrationActors.Steps.JavaScript;

/// <summary>
/// The language makes a member for each character of a text, without a call that could be metered, in <c>for (k in text)</c>, <c>{ ...text }</c> and <c>const { a, ...rest } = text</c>. Scripts run with guards in these
/// places, which <see cref="BoundedObjects"/> answers; mistakes are reported where they stand in the text of the author.
/// </summary>
internal sealed class EnumerationGuards
{
    /// <summary>Name of the guards: a function that hands on what it gets, and a member of all texts, which a pattern reads before it takes the rest. Scripts can't use it.</summary>
    public const string Name = "$enumerated";

    private readonly string _text;
    private readonly (int Offset, string Guard)[] _guards;

    /// <summary>Finds the places in a script.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="program">What it was parsed to.</param>
    public EnumerationGuards(string text, Program program)
    {
        _text = text;
        _guards = [.. program.DescendantNodes().SelectMany(Guards).OrderBy(guard => guard.Offset)];
    }

    public bool IsEmpty => _guards.Length == 0;

    /// <summary>The script with its guards.</summary>
    public string Guarded()
    {
        var guarded = new StringBuilder();
        var from = 0;
        foreach (var (offset, guard) in _guards)
        {
            guarded.Append(_text, from, offset - from).Append(guard);
            from = offset;
        }

        return guarded.Append(_text, from, _text.Length - from).ToString();
    }

    /// <summary>Where a column of a line of the guarded script, both from 0, stands in the text of the author.</summary>
    public int ColumnOf(int line, int column)
    {
        var start = 0;
        for (; line > 0; line--)
        {
            start = _text.IndexOf('\n', start) + 1;
        }

        foreach (var (offset, guard) in _guards.Where(guard => guard.Offset >= start && !_text.AsSpan(start, guard.Offset - start).Contains('\n')))
        {
            column -= Math.Clamp(column - (offset - start), 0, guard.Length);
        }

        return column;
    }

    private static IEnumerable<(int Offset, string Guard)> Guards(Node node) => node switch
    {
        ForInStatement loop => Around(loop.Right),
        ObjectExpression made => made.Properties.OfType<SpreadElement>().SelectMany(spread => Around(spread.Argument)),
        ObjectPattern { Properties: [.., RestElement rest] } => [(rest.Start, $"{Name}: {{}} = 0, ")],
        _ => [],
    };

    private static IEnumerable<(int Offset, string Guard)> Around(Expression value) => [(value.Start, $"{Name}(("), (value.End, "))")];
}
