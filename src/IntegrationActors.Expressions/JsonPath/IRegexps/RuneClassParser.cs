namespace IntegrationActors.Expressions.JsonPath.IRegexps;

/// <summary>Reads what stands for one character: classes <c>[…]</c>, categories <c>\p{…}</c> and escapes.</summary>
internal sealed class RuneClassParser(IRegexpCursor cursor)
{
    /// <summary>The rest of a class behind its opening bracket.</summary>
    public RuneClass Class()
    {
        var set = new RuneClass { IsNegated = cursor.Accept('^') };
        if (cursor.Accept('-'))
        {
            set.Add('-', '-');
        }
        else if (cursor.Current == ']')
        {
            throw cursor.Error("a character class needs at least one character; write '\\]' to match ']'");
        }

        while (cursor.Current != ']')
        {
            if (cursor.Current == '-' && cursor.Following == ']')
            {
                cursor.Take();
                set.Add('-', '-');
                break;
            }

            ReadItem(set);
        }

        cursor.Expect(']', "a character class");
        return set;
    }

    /// <summary>An escape: one character, or a category or its complement.</summary>
    public RuneClass Escape()
    {
        if (cursor.Following is not ('p' or 'P'))
        {
            return RuneClass.Of(EscapedRune());
        }

        var set = new RuneClass();
        set.AddCategories(Categories());
        return set;
    }

    private uint Categories()
    {
        var start = cursor.Position;
        cursor.Take();
        var negated = cursor.Take() == 'P';
        cursor.Expect('{', "a category");
        var mask = UnicodeCategories.Mask(cursor.TakeUntil('}') ?? string.Empty);
        if (mask == 0)
        {
            throw new IRegexpException(start, "a category is written \\p{L}, \\p{Lu}, \\p{Nd} and so on (general categories of Unicode)");
        }

        return negated ? ~mask : mask;
    }

    private void ReadItem(RuneClass set)
    {
        if (cursor.Current == '\\' && cursor.Following is 'p' or 'P')
        {
            set.AddCategories(Categories());
            return;
        }

        var start = cursor.Position;
        var low = ClassRune();
        var isRange = cursor.Current == '-' && cursor.Following != ']';
        var high = low;
        if (isRange)
        {
            cursor.Take();
            high = ClassRune();
        }

        if (high < low)
        {
            throw new IRegexpException(start, "the range of a character class ends before it starts");
        }

        set.Add(low, high);
    }

    private int ClassRune() => cursor.Current switch
    {
        '\\' => EscapedRune(),
        '[' or '-' => throw cursor.Error($"write '\\{cursor.Current}' to match '{cursor.Current}' in a character class"),
        _ => cursor.ReadRune(),
    };

    private int EscapedRune()
    {
        var escaped = cursor.Following;
        int rune = escaped switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '(' or ')' or '*' or '+' or '-' or '.' or '?' or '[' or '\\' or ']' or '^' or '{' or '|' or '}' => escaped,
            'd' => throw cursor.Error("I-Regexp has no \\d; write [0-9] or \\p{Nd}"),
            'w' => throw cursor.Error("I-Regexp has no \\w; write [0-9A-Za-z_]"),
            's' => throw cursor.Error("I-Regexp has no \\s; write [ \\t\\n\\r]"),
            '\0' => throw cursor.Error("the pattern ends within an escape; write '\\\\' to match '\\'"),
            _ => throw cursor.Error($"I-Regexp has no escape '\\{escaped}'"),
        };
        cursor.Take();
        cursor.Take();
        return rune;
    }
}
