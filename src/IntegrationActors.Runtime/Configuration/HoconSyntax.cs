namespace IntegrationActors.Runtime.Configuration;

/// <summary>
/// Reads a text strictly before the parser of Akka.NET sees it, which goes on for ever in a list that holds something unexpected, passes over stray
/// characters in silence, ends the process when brackets nest too deep, and knows no lines. What is accepted here, that parser takes as it was meant.
/// </summary>
internal sealed class HoconSyntax
{
    private const int Deepest = 64;

    // Akka.NET reads an include wherever a key begins like this.
    private const string Include = "include";

    private readonly HoconCursor _at;
    private readonly List<HoconMember> _members = [];

    private HoconSyntax(string text) => _at = new HoconCursor(text);

    /// <summary>All keys that the text sets, in order.</summary>
    /// <exception cref="HoconSyntaxException">The text is not what it should be.</exception>
    public static IReadOnlyList<HoconMember> Read(string text)
    {
        var syntax = new HoconSyntax(text);
        syntax.ReadMembers(path: "", depth: 0);
        return syntax._at.IsEnd ? syntax._members : throw syntax._at.Mistake($"{syntax._at.Shown} closes nothing that was opened");
    }

    private void ReadMembers(string path, int depth)
    {
        _at.SkipBlank();
        while (!_at.IsEnd && _at.Here is not ('}' or ']'))
        {
            ReadMember(path, depth);
            _at.SkipBlank();
        }
    }

    private void ReadMember(string path, int depth)
    {
        var line = _at.Line;
        path = ReadKey(path, ref depth);
        _at.SkipBlank();
        if (_at.Here == '{')
        {
            ReadObject(path, depth);
            _at.SkipSpace();
            if (_at.Here == ',')
            {
                throw _at.Mistake("no comma may follow '}' here: leave it out, or write '=' before the '{'");
            }
        }
        else if (_at.TryTake('=') || _at.TryTake(':'))
        {
            var references = new List<string>();
            ReadValue(path, depth, references);
            EndValue(isInList: false);
            _members.Add(new HoconMember(path, line, references));
        }
        else
        {
            throw _at.Mistake($"'{path}' has no value: write '=' and the value, or a block in braces", line);
        }
    }

    private string ReadKey(string path, ref int depth)
    {
        var line = _at.Line;
        do
        {
            _at.SkipSpace();
            if (++depth > Deepest)
            {
                throw _at.Mistake($"keys and brackets nest deeper than {Deepest}");
            }

            var name = _at.Here == '"' ? ReadQuotedKey() : ReadPlainKey();
            if (name.Length == 0)
            {
                throw _at.Mistake($"a key can't begin with {_at.Shown}", line);
            }

            path = path.Length == 0 ? name : $"{path}.{name}";
            _members.Add(new HoconMember(path, line, null));
            _at.SkipSpace();
        }
        while (_at.TryTake('.'));
        return path;
    }

    private string ReadQuotedKey()
    {
        var name = _at.IsLongQuote ? throw _at.Mistake("a key has one quote at each end") : _at.TakeQuoted().ToString();
        return name.Contains('\\', StringComparison.Ordinal) ? throw _at.Mistake("a key has no backslash: write the character itself") : name;
    }

    private string ReadPlainKey()
    {
        var name = _at.TakeKey();
        if (name.EndsWith('+') || name.StartsWith(Include, StringComparison.Ordinal))
        {
            throw _at.Mistake($"'{name}' is not supported: write a list as a whole, and put the files in one folder, where they count in the order of their names");
        }

        return name;
    }

    private void ReadObject(string path, int depth)
    {
        var line = _at.Line;
        _at.Take();
        ReadMembers(path, depth);
        if (!_at.TryTake('}'))
        {
            throw _at.IsEnd ? _at.Mistake("'{' is never closed", line) : _at.Mistake($"{_at.Shown} does not close the '{{' of line {line}");
        }
    }

    private void ReadList(string path, int depth, List<string> references)
    {
        var line = _at.Line;
        if (++depth > Deepest)
        {
            throw _at.Mistake($"keys and brackets nest deeper than {Deepest}");
        }

        _at.Take();
        _at.SkipBlank();
        while (!_at.TryTake(']'))
        {
            if (_at.IsEnd)
            {
                throw _at.Mistake("'[' is never closed", line);
            }

            ReadValue(path, depth, references);
            EndValue(isInList: true);
            _at.SkipBlank();
        }
    }

    // Parts one after the other on a line are one value.
    private void ReadValue(string path, int depth, List<string> references)
    {
        _at.SkipBlank();
        for (var isEmpty = true; ; isEmpty = false)
        {
            switch (_at.Here)
            {
                case '{':
                    ReadObject(path, depth + 1);
                    break;
                case '[':
                    ReadList(path, depth, references);
                    break;
                case '"':
                    _at.TakeQuoted();
                    break;
                case '$':
                    references.Add(ReadReference());
                    break;
                case var _ when _at.IsPlain:
                    _at.TakePlain(static _ => true);
                    break;
                case var _ when isEmpty:
                    throw _at.Mistake($"a value is missing before {_at.Shown}");
                default:
                    return;
            }

            _at.SkipSpace();
        }
    }

    private void EndValue(bool isInList)
    {
        if (_at.TryTake(',') || _at.IsEnd || _at.IsComment || _at.Here == '\n' || _at.Here == (isInList ? ']' : '}'))
        {
            return;
        }

        throw _at.Mistake($"{_at.Shown} is not allowed in a value without quotes: put the value in quotes");
    }

    private string ReadReference()
    {
        _at.Take();
        var isReference = _at.TryTake('{');
        if (_at.Here == '?')
        {
            throw _at.Mistake("a reference with '?' is not supported: leave the '?' out, and give the value that it names");
        }

        var path = _at.TakePlain(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.').ToString();
        return isReference && path.Split('.').All(name => name.Length > 0) && _at.TryTake('}')
            ? path
            : throw _at.Mistake("'$' begins a reference such as ${a.b}: put the value in quotes if it is none");
    }
}
