using System.Buffers;

namespace IntegrationActors.Formats.Xml;

/// <summary>
/// Writes elements as UTF-8 and holds the last part of them back, so that an attribute can still be added to a start tag that was written.
/// Late attributes are kept aside with the place where they belong, and merged when that part is released: no byte is moved twice.
/// </summary>
internal sealed class XmlElementWriter : IDisposable
{
    private readonly PooledBytes _held = new(4096);
    private readonly List<LateAttribute> _late = [];
    private PooledBytes? _lateBytes;
    private long[] _tagEnds = ArrayPool<long>.Shared.Rent(32);
    private HashSet<string>?[]? _attributeNames;
    private bool _tagIsOpen;
    private long _released;

    /// <summary>How many elements are open.</summary>
    public int Depth { get; private set; }

    /// <summary>Bytes that are written and not released.</summary>
    public int Held => _held.Length + LateBytes;

    /// <summary>How many attributes the innermost open element claimed.</summary>
    public int AttributeCount => _attributeNames?[Depth - 1]?.Count ?? 0;

    /// <summary>Whether the start tag of the innermost open element is still held.</summary>
    public bool CanAddAttribute => _tagIsOpen || _tagEnds[Depth - 1] >= _released;

    private int LateBytes => _lateBytes?.Length ?? 0;

    public void Raw(ReadOnlySpan<byte> xml) => _held.Write(xml);

    /// <summary>Begins an element within the innermost open one.</summary>
    /// <param name="name">Qualified name.</param>
    /// <param name="declarations">Namespace declarations for this element, each with a leading blank.</param>
    public void Start(ReadOnlySpan<byte> name, ReadOnlySpan<byte> declarations)
    {
        CloseTag();
        if (Depth == _tagEnds.Length)
        {
            GrowDepth();
        }

        _attributeNames?[Depth]?.Clear();
        Depth++;
        _tagIsOpen = true;
        var target = _held.Reserve(name.Length + 1);
        target[0] = (byte)'<';
        name.CopyTo(target[1..]);
        _held.Advance(name.Length + 1);
        _held.Write(declarations);
    }

    public void End(ReadOnlySpan<byte> name)
    {
        Depth--;
        if (_tagIsOpen)
        {
            _tagIsOpen = false;
            _held.Write("/>"u8);
            return;
        }

        var target = _held.Reserve(name.Length + 3);
        target[0] = (byte)'<';
        target[1] = (byte)'/';
        name.CopyTo(target[2..]);
        target[name.Length + 2] = (byte)'>';
        _held.Advance(name.Length + 3);
    }

    /// <summary>The short way to an element with text only, within an open element: false, and nothing written, when the text is not plain ASCII.</summary>
    public bool TryLeaf(ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        if (!XmlEscaping.IsPlainAscii(text))
        {
            return false;
        }

        CloseTag();
        var size = (2 * name.Length) + text.Length + 5;
        var target = _held.Reserve(size)[..size];
        target[0] = (byte)'<';
        name.CopyTo(target[1..]);
        target[name.Length + 1] = (byte)'>';
        text.CopyTo(target[(name.Length + 2)..]);
        target = target[(name.Length + 2 + text.Length)..];
        target[0] = (byte)'<';
        target[1] = (byte)'/';
        name.CopyTo(target[2..]);
        target[^1] = (byte)'>';
        _held.Advance(size);
        return true;
    }

    /// <summary>Returns the first character that XML can't hold, or <see cref="XmlEscaping.AllWritten"/>.</summary>
    public int Text(ReadOnlySpan<byte> utf8)
    {
        CloseTag();
        return XmlEscaping.Text(utf8, _held);
    }

    /// <summary>Whether the innermost open element can get this attribute: false when it has one of that name.</summary>
    public bool TryClaimAttribute(string name)
    {
        _attributeNames ??= new HashSet<string>?[_tagEnds.Length];
        return (_attributeNames[Depth - 1] ??= new(StringComparer.Ordinal)).Add(name);
    }

    /// <summary>Adds an attribute to the innermost open element, even behind its children; see <see cref="Text"/> for the result.</summary>
    public int Attribute(ReadOnlySpan<byte> name, ReadOnlySpan<byte> utf8)
    {
        if (_tagIsOpen)
        {
            return WriteAttribute(name, utf8, _held);
        }

        _lateBytes ??= new PooledBytes(1024);
        var start = _lateBytes.Length;
        var refused = WriteAttribute(name, utf8, _lateBytes);
        _late.Add(new LateAttribute(_tagEnds[Depth - 1], start, _lateBytes.Length - start));
        return refused;
    }

    /// <summary>Hands out what is held, except the last <paramref name="window"/> bytes, in which late attributes count where they belong.</summary>
    public void Release(IBufferWriter<byte> output, int window)
    {
        _late.Sort();
        var count = CountOutside(window);
        if (count <= 0)
        {
            return;
        }

        var merged = MergeLate(output, count);
        output.Write(_held.Written[merged..count]);
        _held.DropFront(count);
        _released += count;
    }

    public void Dispose()
    {
        _held.Dispose();
        _lateBytes?.Dispose();
        ArrayPool<long>.Shared.Return(_tagEnds);
        _tagEnds = [];
    }

    private int CountOutside(int window)
    {
        var late = 0L;
        for (var i = _late.Count - 1; i >= 0; i--)
        {
            late += _late[i].Length;
            var at = (int)(_late[i].At - _released);
            if (_held.Length - at + late > window)
            {
                return int.Max(at + 1, _held.Length - window);
            }
        }

        return _held.Length - window;
    }

    private int MergeLate(IBufferWriter<byte> output, int count)
    {
        var done = 0;
        var used = 0;
        for (; used < _late.Count && _late[used].At < _released + count; used++)
        {
            var at = (int)(_late[used].At - _released);
            output.Write(_held.Written[done..at]);
            output.Write(_lateBytes!.Written.Slice(_late[used].Start, _late[used].Length));
            done = at;
        }

        if (used > 0)
        {
            _late.RemoveRange(0, used);
            DropMerged();
        }

        return done;
    }

    private void DropMerged()
    {
        var first = _late.Count == 0 ? _lateBytes!.Length : _late.Min(late => late.Start);
        _lateBytes!.DropFront(first);
        for (var i = 0; i < _late.Count; i++)
        {
            _late[i] = _late[i] with { Start = _late[i].Start - first };
        }
    }

    private void CloseTag()
    {
        if (_tagIsOpen)
        {
            _tagIsOpen = false;
            _tagEnds[Depth - 1] = _released + _held.Length;
            _held.Write((byte)'>');
        }
    }

    private void GrowDepth()
    {
        var deeper = ArrayPool<long>.Shared.Rent(_tagEnds.Length * 2);
        _tagEnds.CopyTo(deeper, 0);
        ArrayPool<long>.Shared.Return(_tagEnds);
        _tagEnds = deeper;
        Array.Resize(ref _attributeNames, deeper.Length);
    }

    private static int WriteAttribute(ReadOnlySpan<byte> name, ReadOnlySpan<byte> utf8, PooledBytes target)
    {
        target.Write((byte)' ');
        target.Write(name);
        target.Write("=\""u8);
        var refused = XmlEscaping.Attribute(utf8, target);
        target.Write((byte)'"');
        return refused;
    }

    /// <summary>Bytes of <c>_lateBytes</c> that belong at position <paramref name="At"/> of everything written so far.</summary>
    private readonly record struct LateAttribute(long At, int Start, int Length) : IComparable<LateAttribute>
    {
        public int CompareTo(LateAttribute other) => At == other.At ? Start.CompareTo(other.Start) : At.CompareTo(other.At);
    }
}
