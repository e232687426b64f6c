using IntegrationActors.Expressions.JsonPath.Filters;
using IntegrationActors.Expressions.JsonPath.Functions;

namespace IntegrationActors.Expressions.JsonPath.Parsing;

/// <summary>Parses conditions of filters by precedence: <c>||</c>, then <c>&amp;&amp;</c>, then <c>!</c>, comparisons and tests.</summary>
internal sealed class FilterParser(Cursor cursor, QueryParser queries, int maxNesting)
{
    private static readonly (string Sign, ComparisonOperator Operator)[] Operators =
    [
        ("==", ComparisonOperator.Equal),
        ("!=", ComparisonOperator.NotEqual),
        ("<=", ComparisonOperator.LessOrEqual),
        (">=", ComparisonOperator.GreaterOrEqual),
        ("<", ComparisonOperator.Less),
        (">", ComparisonOperator.Greater),
    ];

    private int _nesting;

    /// <summary>A condition and the blanks around it.</summary>
    public LogicalExpression ReadCondition()
    {
        Enter();
        var parts = new List<LogicalExpression>();
        do
        {
            parts.Add(ReadConjunction());
        }
        while (cursor.Accept("||"));

        _nesting--;
        return parts.Count == 1 ? parts[0] : new OrExpression([.. parts]);
    }

    private LogicalExpression ReadConjunction()
    {
        var parts = new List<LogicalExpression>();
        do
        {
            cursor.SkipBlanks();
            parts.Add(ReadBasic());
            cursor.SkipBlanks();
        }
        while (cursor.Accept("&&"));

        return parts.Count == 1 ? parts[0] : new AndExpression([.. parts]);
    }

    private LogicalExpression ReadBasic()
    {
        if (cursor.Accept('!'))
        {
            cursor.SkipBlanks();
            return new NotExpression(cursor.Current == '(' ? ReadParentheses() : ReadOperand().AsTest());
        }

        if (cursor.Current == '(')
        {
            return ReadParentheses();
        }

        var left = ReadOperand();
        var end = cursor.Position;
        cursor.SkipBlanks();
        if (ReadOperator() is not { } comparison)
        {
            cursor.Position = end;
            return left.AsTest();
        }

        cursor.SkipBlanks();
        return new Comparison(left.AsValue(), comparison, ReadOperand().AsValue());
    }

    private LogicalExpression ReadParentheses()
    {
        cursor.Position++;
        var condition = ReadCondition();
        cursor.Expect(')', "a condition in parentheses");
        return condition;
    }

    private ComparisonOperator? ReadOperator()
    {
        foreach (var (sign, comparison) in Operators)
        {
            if (cursor.Accept(sign))
            {
                return comparison;
            }
        }

        return cursor.Current == '=' ? throw cursor.Error("write '==' to compare") : null;
    }

    private Operand ReadOperand()
    {
        var start = cursor.Position;
        if (cursor.Current is '@' or '$')
        {
            return Operand.Of(start, queries.ReadQuery());
        }

        if (cursor.Current is '\'' or '"')
        {
            return Operand.Of(start, new Literal(Comparand.Of(StringLiterals.Read(cursor))));
        }

        return Numbers.StartsHere(cursor) ? Operand.Of(start, new Literal(Numbers.ReadNumber(cursor))) : ReadWord();
    }

    private Operand ReadWord()
    {
        var start = cursor.Position;
        var name = Names.ReadFunction(cursor);
        if (cursor.Current == '(')
        {
            return ReadCall(start, name);
        }

        return name switch
        {
            "true" => Operand.Of(start, new Literal(Comparand.Of(true))),
            "false" => Operand.Of(start, new Literal(Comparand.Of(false))),
            "null" => Operand.Of(start, new Literal(Comparand.Null)),
            _ when FunctionCatalogue.Contains(name) => throw cursor.Error($"'(' must follow the function name '{name}' at once"),
            _ => throw new JsonPathException(start, "a value is needed here: a path with '@' or '$', a literal in quotes, a number, true, false, null or a function"),
        };
    }

    private Operand ReadCall(int start, string name)
    {
        Enter();
        cursor.Position++;
        cursor.SkipBlanks();
        var arguments = new List<Operand>();
        if (cursor.Current != ')')
        {
            do
            {
                cursor.SkipBlanks();
                arguments.Add(ReadOperand());
                cursor.SkipBlanks();
            }
            while (cursor.Accept(','));
        }

        cursor.Expect(')', $"the function {name}");
        _nesting--;
        return FunctionCatalogue.Bind(start, name, arguments);
    }

    private void Enter()
    {
        if (++_nesting > maxNesting)
        {
            throw cursor.Error($"the path nests conditions and functions more than {maxNesting} levels deep");
        }
    }
}
