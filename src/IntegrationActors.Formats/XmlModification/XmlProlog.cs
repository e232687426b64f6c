using System.Text;

namespace IntegrationActors.Formats.XmlModification;

/// <summary>Everything before the first start tag: declaration, comments, processing instructions and the document type declaration (XML 1.0, 2.8).</summary>
internal sealed class XmlProlog(TextReader xml, XmlModifierOptions options)
{
    private const int MaxLength = 1024 * 1024;

    private readonly StringBuilder _kept = new();
    private readonly StringBuilder _part = new();

    /// <summary>The prolog as it shall be, with the first character of what follows when that was read too.</summary>
    public string Read()
    {
        while (true)
        {
            Blanks();
            if (xml.Peek() != '<')
            {
                return _kept.ToString();
            }

            Take();
            switch (xml.Peek())
            {
                case '?':
                    Until("?>");
                    Keep(!options.RemoveDeclaration || !IsDeclaration());
                    break;
                case '!':
                    Take();
                    ReadDeclaration();
                    break;
                default:
                    Keep(true);
                    return _kept.ToString();
            }
        }
    }

    private void ReadDeclaration()
    {
        if (xml.Peek() == '-')
        {
            Until("-->");
            Keep(true);
            return;
        }

        var refersOutside = DocumentType();
        Keep(!options.RemoveExternalDtds || !refersOutside);
    }

    /// <summary>Reads to the end of the declaration; true when it or an entity in it has a system or public identifier.</summary>
    private bool DocumentType()
    {
        var (depth, inside, refersOutside) = (1, 0, false);
        var word = new StringBuilder();
        while (depth > 0 || inside > 0)
        {
            var c = Take();
            refersOutside |= Outside(c, word);
            switch (c)
            {
                case '"' or '\'':
                    Until(c.ToString());
                    break;
                case '[' or ']':
                    inside += c == '[' ? 1 : -1;
                    break;
                case '<' when xml.Peek() == '?':
                    Until("?>");
                    break;
                case '<':
                    depth++;
                    SkipComment();
                    depth -= _part[^1] == '>' ? 1 : 0;
                    break;
                case '>':
                    depth--;
                    break;
            }
        }

        return refersOutside;
    }

    private static bool Outside(char c, StringBuilder word)
    {
        if (char.IsAsciiLetter(c))
        {
            word.Append(c);
            return false;
        }

        var found = word.Equals("SYSTEM") || word.Equals("PUBLIC");
        word.Clear();
        return found;
    }

    private void SkipComment()
    {
        if (xml.Peek() != '!')
        {
            return;
        }

        Take();
        if (xml.Peek() == '-')
        {
            Until("-->");
        }
    }

    private bool IsDeclaration() => _part.Length > 6 && _part.ToString(0, 5) is "<?xml" && char.IsWhiteSpace(_part[5]);

    private void Blanks()
    {
        while (xml.Peek() is ' ' or '\t' or '\r' or '\n')
        {
            Take();
        }

        // White space before a declaration would make it none.
        Keep(_kept.Length > 0 || !options.RemoveDeclaration);
    }

    private void Until(string end)
    {
        var from = _part.Length;
        do
        {
            Take();
        }
        while (_part.Length - from < end.Length || !EndsWith(end));
    }

    private bool EndsWith(string end)
    {
        for (var i = 0; i < end.Length; i++)
        {
            if (_part[_part.Length - end.Length + i] != end[i])
            {
                return false;
            }
        }

        return true;
    }

    private char Take()
    {
        var c = xml.Read();
        if (c < 0 || _part.Length + _kept.Length > MaxLength)
        {
            throw XmlModifier.Refused(c < 0 ? "it ends before its root element." : "there is more than 1 MiB before its root element.", "ia trace shows the body before this step.");
        }

        _part.Append((char)c);
        return (char)c;
    }

    private void Keep(bool keep)
    {
        if (keep)
        {
            _kept.Append(_part);
        }

        _part.Clear();
    }
}
