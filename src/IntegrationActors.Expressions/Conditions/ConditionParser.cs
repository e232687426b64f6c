using IntegrationActors.Core.Expressions;
using IntegrationActors.Expressions.Simple;

namespace IntegrationActors.Expressions.Conditions;

/// <summary>Parses conditions by precedence: <c>or</c>, then <c>and</c>, then <c>not</c>, then comparisons.</summary>
internal sealed class ConditionParser
{
    private const int MaxLength = 10_000;
    private const int MaxNesting = 64;

    private readonly ConditionCursor _cursor;
    private readonly OperandReader _operands;
    private readonly ComparisonReader _comparisons;
    private int _nesting;

    private ConditionParser(string text, ExpressionScope scope)
    {
        _cursor = new ConditionCursor(text);
        _operands = new OperandReader(_cursor, scope);
        _comparisons = new ComparisonReader(_cursor, _operands);
    }

    public static Test Parse(string text, ExpressionScope scope)
    {
        if (text.Length > MaxLength)
        {
            throw new ExpressionSyntaxException(ExpressionCodes.Condition, MaxLength, $"the condition is longer than {MaxLength} characters");
        }

        var parser = new ConditionParser(text, scope);
        var test = parser.ReadAlternatives();
        return parser._cursor.AtEnd ? test : throw parser.Unexpected();
    }

    private Test ReadAlternatives()
    {
        if (++_nesting > MaxNesting)
        {
            throw _cursor.Error($"the condition nests more than {MaxNesting} levels deep");
        }

        var parts = new List<Test>();
        do
        {
            parts.Add(ReadConjunction());
        }
        while (_cursor.AcceptWord("or") || _cursor.Accept("||"));

        _nesting--;
        return parts.Count == 1 ? parts[0] : new OrTest([.. parts]);
    }

    private Test ReadConjunction()
    {
        var parts = new List<Test>();
        do
        {
            _cursor.SkipBlanks();
            parts.Add(ReadNegation());
            _cursor.SkipBlanks();
        }
        while (_cursor.AcceptWord("and") || _cursor.Accept("&&"));

        return parts.Count == 1 ? parts[0] : new AndTest([.. parts]);
    }

    private Test ReadNegation()
    {
        var negated = false;
        while (_cursor.AcceptWord("not") || _cursor.Accept('!'))
        {
            negated = !negated;
            _cursor.SkipBlanks();
        }

        var test = _cursor.Current == '(' ? ReadParentheses() : ReadComparison();
        return negated ? new NotTest(test) : test;
    }

    private Test ReadParentheses()
    {
        _cursor.Position++;
        var test = ReadAlternatives();
        return _cursor.Accept(')') ? test : throw Unexpected();
    }

    private Test ReadComparison()
    {
        var start = _cursor.Position;
        var left = _operands.Read();
        _cursor.SkipBlanks();
        if (_comparisons.Read(left) is { } comparison)
        {
            return comparison;
        }

        return left is { IsConstant: true, Constant: not bool }
            ? throw _cursor.Error(start, "a literal alone is no condition; write a comparison such as ${header.region} = 'EU'")
            : new TruthTest(left);
    }

    private ExpressionSyntaxException Unexpected() => _nesting > 0 && _cursor.AtEnd
        ? _cursor.Error("')' is missing at the end")
        : _cursor.Error($"{_cursor.Found} is not expected here; join comparisons with and, or");
}
