using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Expressions.Mapping;

/// <summary>Parses an expression by descending: or, and, not, comparison, sum, product, sign, and at the bottom texts, numbers, paths and calls.</summary>
internal sealed class MappingParser(OptionText source, MappingScope scope)
{
    private const int MaxLength = 10_000;
    private const int MaxNesting = 64;

    private static readonly string[] Comparisons = ["!=", "<=", ">=", "==", "=", "<", ">"];
    private static readonly string[] Words = ["and", "or", "not", "true", "false", "null"];

    private readonly MappingCursor _cursor = new(source.Text);
    private int _nesting;

    public MappingTerm Parse()
    {
        if (source.Text.Length > MaxLength)
        {
            throw Error(0, $"the expression is longer than {MaxLength} characters");
        }

        var whole = Or();
        if (!_cursor.AtEnd)
        {
            throw Error(_cursor.Position, $"'{_cursor.Rest()}' is not expected here; join texts with concat(…), and put blanks around operators");
        }

        return whole;
    }

    private MappingTerm Or()
    {
        var left = And();
        while (_cursor.TakeWord("or"))
        {
            var (a, b) = (left.Value, And().Value);
            left = MappingTerm.Of(run => MappingValue.IsTrue(a(run)) || MappingValue.IsTrue(b(run)));
        }

        return left;
    }

    private MappingTerm And()
    {
        var left = Not();
        while (_cursor.TakeWord("and"))
        {
            var (a, b) = (left.Value, Not().Value);
            left = MappingTerm.Of(run => MappingValue.IsTrue(a(run)) && MappingValue.IsTrue(b(run)));
        }

        return left;
    }

    private MappingTerm Not()
    {
        if (!_cursor.TakeWord("not"))
        {
            return Comparison();
        }

        var inner = Nested(Not).Value;
        return MappingTerm.Of(run => !MappingValue.IsTrue(inner(run)));
    }

    private MappingTerm Comparison()
    {
        var left = Sum();
        return _cursor.TakeOne(Comparisons) is { } sign ? MappingTerm.Of(Compare(sign, left.Value, Sum().Value)) : left;
    }

    private static MappingEvaluator Compare(string sign, MappingEvaluator left, MappingEvaluator right) => sign switch
    {
        "=" or "==" => run => MappingValue.AreEqual(left(run), right(run)),
        "!=" => run => !MappingValue.AreEqual(left(run), right(run)),
        "<" => run => MappingValue.Compare(left(run), right(run)) < 0,
        "<=" => run => MappingValue.Compare(left(run), right(run)) <= 0,
        ">" => run => MappingValue.Compare(left(run), right(run)) > 0,
        _ => run => MappingValue.Compare(left(run), right(run)) >= 0,
    };

    private MappingTerm Sum()
    {
        var left = Product();
        while (_cursor.TakeOne(["+", "-"]) is { } sign)
        {
            left = Calculate(sign, left, Product());
        }

        return left;
    }

    private MappingTerm Product()
    {
        var left = Sign();
        while (_cursor.TakeOne(["*", "/", "%"]) is { } sign)
        {
            left = Calculate(sign, left, Sign());
        }

        return left;
    }

    private MappingTerm Sign()
    {
        var at = _cursor.Position;
        if (_cursor.TakeOne(["-"]) is null)
        {
            return Primary();
        }

        return Calculate("-", MappingTerm.OfNumber(_ => 0m), Nested(Sign), at);
    }

    private MappingTerm Calculate(string sign, MappingTerm left, MappingTerm right, int? at = null) =>
        MappingArithmetic.Of(sign, left, right, source.PlaceOf(at ?? _cursor.LastSign));

    private MappingTerm Primary()
    {
        var start = _cursor.Skip();
        if (_cursor.AtEnd)
        {
            throw Error(start, "a value is expected here, such as $.id, 'text' or 5");
        }

        if (_cursor.TakeOne(["("]) is not null)
        {
            var inner = Nested(Or);
            Expect(")");
            return inner;
        }

        if (_cursor.TakeText() is { } text)
        {
            return MappingTerm.Of(_ => text);
        }

        if (_cursor.TakeNumber() is { } number)
        {
            return MappingTerm.OfConstant(number);
        }

        return new MappingPathReader(source, _cursor, scope).TryRead() ?? Name(start);
    }

    private MappingTerm Name(int start)
    {
        var name = _cursor.TakeName();
        if (name.Length == 0)
        {
            throw Error(start, _cursor.Peek is '\'' or '"' ? "the text that opens here is never closed" : $"'{_cursor.Rest()}' is not expected here; a value is, such as $.id, 'text' or 5");
        }

        if (_cursor.TakeOne(["("]) is not null)
        {
            return Call(name, start);
        }

        return name switch
        {
            "true" => MappingTerm.Of(_ => true),
            "false" => MappingTerm.Of(_ => false),
            "null" => MappingTerm.Of(_ => MappingValue.Null),
            _ => throw Error(start, $"unknown name '{name}'{Suggestion.DidYouMean(name, Words)}: a text stands in quotes, '{name}', and a path begins with $. or . (JSON) or / or ./ (XML)"),
        };
    }

    private MappingTerm Call(string name, int start)
    {
        if (!MappingFunctions.All.TryGetValue(name, out var function))
        {
            throw Error(start, $"unknown function '{name}'{Suggestion.DidYouMean(name, MappingFunctions.Names)}; there are {string.Join(", ", MappingFunctions.Names)}");
        }

        var arguments = new List<MappingArgument>();
        if (_cursor.TakeOne([")"]) is null)
        {
            do
            {
                arguments.Add(Argument());
            }
            while (_cursor.TakeOne([","]) is not null);
            Expect(")");
        }

        if (arguments.Count < function.Least || arguments.Count > function.Most)
        {
            throw Error(start, $"{name} takes {function.Count}, not {arguments.Count}; write: {function.Sample}");
        }

        return function.Compile(new MappingCall(name, source.PlaceOf(start), [.. arguments], scope));
    }

    private MappingArgument Argument()
    {
        var start = _cursor.Skip();
        var value = Nested(Or);
        var text = source.Text[start.._cursor.Position].Trim();
        var constant = text is ['\'', .., '\''] or ['"', .., '"'] && new MappingCursor(text) is var alone && alone.TakeText() is { } literal && alone.AtEnd ? literal : null;
        return new MappingArgument(value, source.PlaceOf(start), constant);
    }

    private MappingTerm Nested(Func<MappingTerm> inner)
    {
        if (++_nesting > MaxNesting)
        {
            throw Error(_cursor.Position, $"the expression nests more than {MaxNesting} levels deep");
        }

        var value = inner();
        _nesting--;
        return value;
    }

    private void Expect(string sign)
    {
        if (_cursor.TakeOne([sign]) is null)
        {
            throw Error(_cursor.Position, _cursor.AtEnd ? $"'{sign}' is missing at the end" : $"'{sign}' or ',' is expected before '{_cursor.Rest()}'");
        }
    }

    private static ExpressionSyntaxException Error(int offset, string message) => new(ExpressionCodes.Mapping, offset, message);
}
