using System.Buffers;
using System.Text;
using System.Xml;

namespace IntegrationActors.Formats.Xml;

/// <summary>
/// Writes what an <see cref="XmlReader"/> stands on as UTF-8. Prefixes and declarations stay as they are, so that names in values keep their meaning. CDATA becomes text; what is written is
/// held until it is released.
/// </summary>
internal sealed class XmlCopier : IDisposable
{
    private readonly PooledBytes _scratch = new(256);
    private readonly HashSet<string> _declared = new(StringComparer.Ordinal);

    /// <summary>What is written and not released.</summary>
    public PooledBytes Output { get; } = new(4096);

    /// <summary>Writes the start tag of the element on which the reader stands; an empty element is complete with it.</summary>
    /// <param name="reader">Stands on an element, and does so afterwards.</param>
    /// <param name="scope">Declarations around the element, which it needs when it stands alone; null when it does not.</param>
    public void Start(XmlReader reader, NamespaceScope? scope = null)
    {
        var isEmpty = reader.IsEmptyElement;
        Output.Write((byte)'<');
        Name(reader.Name);
        if (reader.AttributeCount > 0)
        {
            Attributes(reader, scope is { IsEmpty: false });
        }

        if (scope is { IsEmpty: false })
        {
            Declare(scope);
        }

        Output.Write(isEmpty ? "/>"u8 : ">"u8);
    }

    public void End(string name)
    {
        Output.Write("</"u8);
        Name(name);
        Output.Write((byte)'>');
    }

    public void Name(ReadOnlySpan<char> name) => Output.Advance(Encoding.UTF8.GetBytes(name, Output.Reserve(name.Length * 3)));

    public void Text(ReadOnlySpan<char> text)
    {
        var target = Output.Reserve(text.Length * 3);
        var length = Encoding.UTF8.GetBytes(text, target);
        if (XmlEscaping.IsPlainAscii(target[..length]))
        {
            Output.Advance(length);
            return;
        }

        XmlEscaping.Text(ToScratch(text), Output);
    }

    /// <summary>Writes any node but an element.</summary>
    public void Node(XmlReader reader)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.EndElement:
                End(reader.Name);
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                Text(reader.Value);
                break;
            case XmlNodeType.Comment:
                Comment(reader.Value);
                break;
            case XmlNodeType.ProcessingInstruction:
                Instruction(reader.Name, reader.Value);
                break;
        }
    }

    public void Attribute(string name, ReadOnlySpan<char> value)
    {
        Output.Write((byte)' ');
        Name(name);
        Output.Write("=\""u8);
        XmlEscaping.Attribute(ToScratch(value), Output);
        Output.Write((byte)'"');
    }

    public void Comment(ReadOnlySpan<char> text)
    {
        Output.Write("<!--"u8);
        Name(text);
        Output.Write("-->"u8);
    }

    public void Instruction(string target, ReadOnlySpan<char> text)
    {
        Output.Write("<?"u8);
        Name(target);
        Output.Write((byte)' ');
        Name(text);
        Output.Write("?>"u8);
    }

    /// <summary>Hands out what is held.</summary>
    public void Release(IBufferWriter<byte> target)
    {
        target.Write(Output.Written);
        Output.Truncate(0);
    }

    public void Dispose()
    {
        Output.Dispose();
        _scratch.Dispose();
    }

    private void Attributes(XmlReader reader, bool notesDeclarations)
    {
        while (reader.MoveToNextAttribute())
        {
            Attribute(reader.Name, reader.Value);
            if (notesDeclarations)
            {
                _declared.Add(reader.Name);
            }
        }

        reader.MoveToElement();
    }

    private void Declare(NamespaceScope scope)
    {
        foreach (var (name, uri) in scope.Innermost)
        {
            if (uri.Length > 0 && !_declared.Contains(name))
            {
                Attribute(name, uri);
            }
        }

        _declared.Clear();
    }

    private ReadOnlySpan<byte> ToScratch(ReadOnlySpan<char> text)
    {
        _scratch.Truncate(0);
        _scratch.Advance(Encoding.UTF8.GetBytes(text, _scratch.Reserve(text.Length * 3)));
        return _scratch.Written;
    }
}
