using IntegrationActors.Expressions.JsonPath.Selectors;

namespace IntegrationActors.Expressions.JsonPath.Parsing;

/// <summary>Parses queries: identifiers, segments and selectors (RFC 9535 sections 2.1 to 2.5). Filters are <see cref="FilterParser"/>'s.</summary>
internal sealed class QueryParser
{
    private readonly Cursor _cursor;
    private readonly FilterParser _filters;

    private QueryParser(Cursor cursor, int maxNesting)
    {
        _cursor = cursor;
        _filters = new FilterParser(cursor, this, maxNesting);
    }

    /// <summary>Parses and checks a whole query.</summary>
    /// <exception cref="JsonPathException">The text is no valid query.</exception>
    public static Query Parse(string text, JsonPathLimits limits)
    {
        if (text.Length > limits.MaxLength)
        {
            throw new JsonPathException(limits.MaxLength, $"the path is longer than {limits.MaxLength} characters");
        }

        var cursor = new Cursor(text);
        if (cursor.Current != '$')
        {
            throw cursor.Error($"a path starts with '$', not with {cursor.Found}");
        }

        var query = new QueryParser(cursor, limits.MaxNesting).ReadQuery();
        return cursor.AtEnd ? query : throw cursor.Error($"{cursor.Found} is not expected here; a path goes on with '.', '..' or '['");
    }

    /// <summary>A query from its '$' or '@' on; blanks behind it are left.</summary>
    public Query ReadQuery()
    {
        var relative = _cursor.Current == '@';
        _cursor.Position++;
        var segments = new List<Segment>();
        while (true)
        {
            var end = _cursor.Position;
            _cursor.SkipBlanks();
            if (_cursor.Current is not ('.' or '['))
            {
                _cursor.Position = end;
                return new Query(relative, [.. segments]);
            }

            segments.Add(ReadSegment());
        }
    }

    private Segment ReadSegment()
    {
        if (_cursor.Accept(".."))
        {
            return new DescendantSegment(_cursor.Current == '[' ? ReadBrackets() : [ReadShorthand()]);
        }

        return new ChildSegment(_cursor.Accept('.') ? [ReadShorthand()] : ReadBrackets());
    }

    private Selector ReadShorthand() => _cursor.Accept('*') ? new WildcardSelector() : new NameSelector(Names.ReadMember(_cursor));

    private Selector[] ReadBrackets()
    {
        var selectors = new List<Selector>();
        _cursor.Position++;
        do
        {
            _cursor.SkipBlanks();
            selectors.Add(ReadSelector());
            _cursor.SkipBlanks();
        }
        while (_cursor.Accept(','));

        _cursor.Expect(']', "a list of selectors");
        return [.. selectors];
    }

    private Selector ReadSelector()
    {
        switch (_cursor.Current)
        {
            case '\'' or '"':
                return new NameSelector(StringLiterals.Read(_cursor));
            case '*':
                _cursor.Position++;
                return new WildcardSelector();
            case '?':
                _cursor.Position++;
                return new FilterSelector(_filters.ReadCondition());
            case ':':
                return ReadSlice(start: null);
            case '@' or '$':
                throw _cursor.Error($"write '?' before a condition: [?{_cursor.Current}…]");
            default:
                return ReadIndexOrSlice();
        }
    }

    private Selector ReadIndexOrSlice()
    {
        if (!Numbers.StartsHere(_cursor))
        {
            throw _cursor.Error($"a selector is needed here, not {_cursor.Found}: 'name', 0, 1:3, * or ?condition");
        }

        var index = Numbers.ReadInteger(_cursor);
        var end = _cursor.Position;
        _cursor.SkipBlanks();
        if (_cursor.Current == ':')
        {
            return ReadSlice(index);
        }

        _cursor.Position = end;
        return new IndexSelector(index);
    }

    private SliceSelector ReadSlice(long? start)
    {
        _cursor.Position++;
        var end = ReadSlicePart();
        var step = _cursor.Accept(':') ? ReadSlicePart() : null;
        return new SliceSelector(start, end, step ?? 1);
    }

    private long? ReadSlicePart()
    {
        _cursor.SkipBlanks();
        long? part = Numbers.StartsHere(_cursor) ? Numbers.ReadInteger(_cursor) : null;
        _cursor.SkipBlanks();
        return part;
    }
}
