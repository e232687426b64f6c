using System.Text.RegularExpressions;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Expressions.Regexes;
using IntegrationActors.Expressions.Simple;

namespace IntegrationActors.Expressions.Conditions;

/// <summary>Reads an operator and what stands behind it.</summary>
internal sealed class ComparisonReader(ConditionCursor cursor, OperandReader operands)
{
    private static readonly (string Sign, ComparisonOperator Operator)[] Signs =
    [
        ("==", ComparisonOperator.Equal),
        ("!=", ComparisonOperator.NotEqual),
        ("<=", ComparisonOperator.LessOrEqual),
        (">=", ComparisonOperator.GreaterOrEqual),
        ("=", ComparisonOperator.Equal),
        ("<", ComparisonOperator.Less),
        (">", ComparisonOperator.Greater),
    ];

    private static readonly Dictionary<string, ComparisonOperator> Words = new(StringComparer.Ordinal)
    {
        ["contains"] = ComparisonOperator.Contains,
        ["startsWith"] = ComparisonOperator.StartsWith,
        ["endsWith"] = ComparisonOperator.EndsWith,
        ["in"] = ComparisonOperator.In,
        ["regex"] = ComparisonOperator.Regex,
    };

    /// <summary>Null when no operator follows: the value stands alone.</summary>
    public Test? Read(Term left)
    {
        if (cursor.AtEnd || cursor.Current == ')' || cursor.Current is '|' or '&' || cursor.PeekWord() is "and" or "or")
        {
            return null;
        }

        RefuseForeignSigns();
        foreach (var (sign, comparison) in Signs)
        {
            if (cursor.Accept(sign))
            {
                return Compare(left, comparison, ReadRight());
            }
        }

        var negated = cursor.AcceptWord("not");
        cursor.SkipBlanks();
        var test = ReadWord(left);
        return negated ? new NotTest(test) : test;
    }

    private static Test Compare(Term left, ComparisonOperator comparison, Term right)
    {
        var value = left.IsNull ? right : left;
        return (comparison, left.IsNull || right.IsNull) switch
        {
            (ComparisonOperator.Equal, true) => new MissingTest(value),
            (ComparisonOperator.NotEqual, true) => new NotTest(new MissingTest(value)),
            _ => new ComparisonTest(left, comparison, right),
        };
    }

    private Test ReadWord(Term left)
    {
        var word = cursor.PeekWord();
        if (!Words.TryGetValue(word, out var comparison))
        {
            throw cursor.Error(string.Equals(word, "is", StringComparison.Ordinal)
                ? "write '= null' or '!= null'"
                : $"{cursor.Found} is no operator{Suggestion.DidYouMean(word, Words.Keys)}; there are = != < <= > >=, {string.Join(", ", Words.Keys)}, each word also with not, and, or");
        }

        cursor.Position += word.Length;
        return comparison switch
        {
            ComparisonOperator.In => new InTest(left, ReadList()),
            ComparisonOperator.Regex => ReadRegex(left),
            _ => new ComparisonTest(left, comparison, ReadRight()),
        };
    }

    private Term ReadRight()
    {
        cursor.SkipBlanks();
        return operands.Read();
    }

    private Term[] ReadList()
    {
        cursor.SkipBlanks();
        if (!cursor.Accept('('))
        {
            return [operands.Read()];
        }

        var items = new List<Term>();
        do
        {
            items.Add(ReadRight());
            cursor.SkipBlanks();
        }
        while (cursor.Accept(','));

        if (!cursor.Accept(')'))
        {
            throw cursor.Error($"a list is written ('a', 'b'); ',' or ')' is needed here, not {cursor.Found}");
        }

        return [.. items];
    }

    private RegexTest ReadRegex(Term left)
    {
        cursor.SkipBlanks();
        var (pattern, start) = operands.ReadPattern();
        if (pattern.Length > BoundedRegex.MaxLength)
        {
            throw cursor.Error(start + BoundedRegex.MaxLength, $"the pattern is longer than {BoundedRegex.MaxLength} characters");
        }

        try
        {
            // The pattern is checked alone first: its error positions are the user's, and it can't close the group around it.
            BoundedRegex.Create(pattern);
            return new RegexTest(left, BoundedRegex.Create($@"\A(?:{pattern})\z"));
        }
        catch (RegexParseException wrong)
        {
            throw cursor.Error(start + Math.Min(wrong.Offset, pattern.Length), $"the pattern is no regular expression: {BoundedRegex.Explain(wrong)}");
        }
    }

    private void RefuseForeignSigns()
    {
        if (cursor.Accept("=~"))
        {
            cursor.Position -= 2;
            throw cursor.Error("'=~' is not available; write regex '(?i)…' to ignore case");
        }

        if (cursor.Accept("<>"))
        {
            cursor.Position -= 2;
            throw cursor.Error("write '!=' for not equal");
        }
    }
}
