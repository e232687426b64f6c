namespace IntegrationActors.Expressions.JsonPath.IRegexps;

/// <summary>Parses a pattern by the grammar of RFC 9485.</summary>
internal sealed class IRegexpParser
{
    private const int MaxNesting = 50;
    private const int MaxRepetitions = 1_000;

    private readonly IRegexpCursor _cursor;
    private readonly RuneClassParser _classes;

    public IRegexpParser(string pattern)
    {
        _cursor = new IRegexpCursor(pattern);
        _classes = new RuneClassParser(_cursor);
    }

    public Pattern Parse()
    {
        var pattern = ReadAlternatives(depth: 0);
        return _cursor.AtEnd ? pattern : throw _cursor.Error($"'{_cursor.Current}' is not expected here; write '\\{_cursor.Current}' to match it");
    }

    private Pattern ReadAlternatives(int depth)
    {
        if (depth > MaxNesting)
        {
            throw _cursor.Error($"the pattern nests more than {MaxNesting} groups");
        }

        var branches = new List<Pattern>();
        do
        {
            branches.Add(ReadBranch(depth));
        }
        while (_cursor.Accept('|'));

        return branches.Count == 1 ? branches[0] : new AlternativePattern(branches);
    }

    private SequencePattern ReadBranch(int depth)
    {
        var parts = new List<Pattern>();
        while (!_cursor.AtEnd && _cursor.Current is not ('|' or ')'))
        {
            parts.Add(ReadQuantified(ReadAtom(depth)));
        }

        return new SequencePattern(parts);
    }

    private Pattern ReadAtom(int depth)
    {
        switch (_cursor.Current)
        {
            case '(':
                _cursor.Take();
                var group = ReadAlternatives(depth + 1);
                _cursor.Expect(')', "a group");
                return group;
            case '.':
                _cursor.Take();
                return new RunePattern(RuneClass.Any);
            case '[':
                _cursor.Take();
                return new RunePattern(_classes.Class());
            case '\\':
                return new RunePattern(_classes.Escape());
            case '^':
                _cursor.Take();
                return new AnchorPattern(Operation.Start);
            case '$':
                _cursor.Take();
                return new AnchorPattern(Operation.End);
            case '*' or '+' or '?' or '{':
                throw _cursor.Error($"'{_cursor.Current}' has nothing to repeat; write '\\{_cursor.Current}' to match it");
            case ']' or '}':
                throw _cursor.Error($"write '\\{_cursor.Current}' to match '{_cursor.Current}'");
            default:
                return new RunePattern(RuneClass.Of(_cursor.ReadRune()));
        }
    }

    private Pattern ReadQuantified(Pattern part)
    {
        switch (_cursor.Current)
        {
            case '*':
                _cursor.Take();
                return new RepeatedPattern(part, 0, null);
            case '+':
                _cursor.Take();
                return new RepeatedPattern(part, 1, null);
            case '?':
                _cursor.Take();
                return new RepeatedPattern(part, 0, 1);
            case '{':
                return ReadRepetition(part);
            default:
                return part;
        }
    }

    private RepeatedPattern ReadRepetition(Pattern part)
    {
        var start = _cursor.Position;
        _cursor.Take();
        var least = ReadCount();
        int? most = least;
        if (_cursor.Accept(','))
        {
            most = _cursor.Current == '}' ? null : ReadCount();
        }

        _cursor.Expect('}', "a repetition");
        return most is null || most >= least
            ? new RepeatedPattern(part, least, most)
            : throw new IRegexpException(start, $"the repetition {{{least},{most}}} ends before it starts");
    }

    private int ReadCount()
    {
        var start = _cursor.Position;
        var count = 0;
        while (char.IsAsciiDigit(_cursor.Current))
        {
            count = Math.Min((count * 10) + (_cursor.Take() - '0'), MaxRepetitions + 1);
        }

        if (start == _cursor.Position)
        {
            throw _cursor.Error("a repetition is written {n}, {n,} or {n,m}");
        }

        return count <= MaxRepetitions ? count : throw new IRegexpException(start, $"a repetition may count to {MaxRepetitions} at most");
    }
}
