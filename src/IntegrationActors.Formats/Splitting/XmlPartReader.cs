using System.Buffers;
using System.Xml;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Formats.Xml;

namespace IntegrationActors.Formats.Splitting;

/// <summary>
/// Reads the elements of a path in XML 1.0, each as a tree or, when it is not small, as a document in UTF-8: alone with the namespace declarations that it needs, or with the elements around it. The whole document is read
/// and checked, and never held in memory.
/// </summary>
public sealed class XmlPartReader : PartReader
{
    private const int ReleaseAt = 32 * 1024;
    private const int CheckEvery = 4096;

    private static readonly ReadOnlyMemory<byte> Open = "<group>"u8.ToArray();

    private readonly XmlPath _path;
    private readonly Stream _stream;
    private readonly XmlReader _reader;
    private readonly XmlReader _node;
    private readonly ValueGuardStream? _guard;
    private readonly XmlCopier _copier = new();
    private readonly NamespaceScope _scope = new();
    private readonly XmlEnvelope? _envelope;
    private readonly XmlTreeBuilder _builder = new();

    // How many elements of the path are open.
    private int _matched;
    private bool _isPending;
    private bool _isTreeWanted;
    private uint _nodes;

    /// <summary>Reads a document in memory.</summary>
    /// <param name="xml">The document, in the encoding that its byte order mark or declaration names; UTF-8 otherwise.</param>
    /// <param name="stream">A stream over the same bytes; disposed of with the reader.</param>
    /// <param name="path">Where the parts are.</param>
    /// <param name="hasEnvelope">Whether a part has the elements around it, with what stands in them in front of their first part.</param>
    public XmlPartReader(ReadOnlyMemory<byte> xml, Stream stream, XmlPath path, bool hasEnvelope)
        : this(stream, SafeXml.CreateReader(xml, stream), path, hasEnvelope)
    {
    }

    /// <summary>Reads a stream, which is disposed of with the reader.</summary>
    /// <inheritdoc cref="XmlPartReader(ReadOnlyMemory{byte}, Stream, XmlPath, bool)" path="/param"/>
    public XmlPartReader(Stream stream, XmlPath path, bool hasEnvelope)
        : this(stream, new ValueGuardStream(stream, WindowPartReader.MaxHeld, TooLong, CancellationToken.None), path, hasEnvelope)
    {
    }

    private XmlPartReader(Stream stream, ValueGuardStream guard, XmlPath path, bool hasEnvelope)
        : this(stream, SafeXml.CreateReader(guard), path, hasEnvelope) => _guard = guard;

    private XmlPartReader(Stream stream, XmlReader reader, XmlPath path, bool hasEnvelope)
    {
        _stream = stream;
        _reader = reader;
        _node = SafeXml.NodesOf(reader);
        _path = path;
        _envelope = hasEnvelope ? new XmlEnvelope() : null;
    }

    /// <summary>Whether small parts that stand alone are made as trees (<see cref="PayloadTree"/>), and not written. Default false.</summary>
    public bool MakesTrees { get; init; }

    public override PayloadDocument? Document => _builder.Built;

    public override ValueTask<int> ReadAsync(IBufferWriter<byte> target, int count, CancellationToken cancel)
    {
        _isTreeWanted = MakesTrees && count == 1;
        _builder.Reset();
        return _envelope is null ? base.ReadAsync(target, count, cancel) : new(Guarded(target, count, cancel));
    }

    protected override ReadOnlyMemory<byte> Opening(bool isGroup) => isGroup ? Open : default;

    protected override ReadOnlySpan<byte> Closing(bool isGroup) => isGroup ? "</group>"u8 : default;

    protected override ValueTask<bool> ReadPartAsync(IBufferWriter<byte> target, ReadOnlyMemory<byte> lead, CancellationToken cancel)
    {
        try
        {
            if (!FindPart(cancel))
            {
                return new(false);
            }

            if (_isTreeWanted)
            {
                BuildPart(target, cancel);
                return new(true);
            }

            target.Write(lead.Span);
            CopyPart(target, _scope, cancel);
            _copier.Release(target);
            return new(true);
        }
        catch (XmlException e)
        {
            throw SplitFaults.NotXml(e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _reader.Dispose();
            _guard?.Dispose();
            _stream.Dispose();
            _copier.Dispose();
            _envelope?.Dispose();
        }

        base.Dispose(disposing);
    }

    private static FaultException TooLong(int limit) => SplitFaults.TooLong("A name, attribute or text of the XML", limit);

    private int Guarded(IBufferWriter<byte> target, int count, CancellationToken cancel)
    {
        try
        {
            return ReadInEnvelope(target, count, cancel);
        }
        catch (XmlException e)
        {
            throw SplitFaults.NotXml(e);
        }
    }

    // Parts that share an envelope are siblings: a group ends where their parent does.
    private int ReadInEnvelope(IBufferWriter<byte> target, int count, CancellationToken cancel)
    {
        if (!FindPart(cancel))
        {
            return 0;
        }

        target.Write(_envelope!.Head);
        var read = 0;
        do
        {
            _envelope.Mark();
            CopyPart(target, null, cancel);
            read++;
        }
        while (read < count && IsFollowed(cancel));
        _envelope.WriteEnds(_copier);
        _copier.Release(target);
        return read;
    }

    private bool IsFollowed(CancellationToken cancel)
    {
        while (Read(cancel))
        {
            if (_reader.NodeType is XmlNodeType.Element or XmlNodeType.EndElement)
            {
                var isPart = _reader.NodeType == XmlNodeType.Element && IsPart();
                _isPending = !isPart;
                return isPart;
            }
        }

        return false;
    }

    private bool Read(CancellationToken cancel)
    {
        if (_isPending)
        {
            _isPending = false;
            return true;
        }

        if (++_nodes % CheckEvery == 0)
        {
            cancel.ThrowIfCancellationRequested();
        }

        _guard?.Reset();
        return _reader.Read();
    }

    // Stops at the start tag of a part.
    private bool FindPart(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        while (Read(cancel))
        {
            switch (_reader.NodeType)
            {
                case XmlNodeType.Element when IsPart():
                    return true;
                case XmlNodeType.Element:
                    OpenElement();
                    break;
                case XmlNodeType.EndElement:
                    CloseElement();
                    break;
                default:
                    _envelope?.Node(_reader);
                    break;
            }
        }

        return false;
    }

    private bool IsPart() => _path.IsAnywhere
        ? _path.IsAt(_reader, 0)
        : _matched == _path.Length - 1 && _reader.Depth == _matched && _path.IsAt(_reader, _matched);

    private void OpenElement()
    {
        _envelope?.Open(_reader);
        if (_reader.IsEmptyElement)
        {
            return;
        }

        _scope.Open(_reader);
        if (!_path.IsAnywhere && _reader.Depth == _matched && _path.IsAt(_reader, _matched))
        {
            _matched++;
        }
    }

    private void CloseElement()
    {
        _envelope?.Close();
        _scope.Close(_reader.Depth);
        if (_reader.Depth == _matched - 1)
        {
            _matched--;
        }
    }

    private void CopyPart(IBufferWriter<byte> target, NamespaceScope? scope, CancellationToken cancel)
    {
        _copier.Start(_reader, scope);
        if (!_reader.IsEmptyElement)
        {
            CopyTo(_reader.Depth, target, cancel);
        }
    }

    // To the end of the element at this depth.
    private void CopyTo(int depth, IBufferWriter<byte> target, CancellationToken cancel)
    {
        while (Read(cancel))
        {
            if (_reader.NodeType == XmlNodeType.Element)
            {
                _copier.Start(_reader);
                continue;
            }

            _copier.Node(_reader);
            if (_reader.NodeType == XmlNodeType.EndElement && _reader.Depth == depth)
            {
                return;
            }

            if (_copier.Output.Length > ReleaseAt)
            {
                _copier.Release(target);
            }
        }
    }

    // A part that turns out to be large is copied after all: the tree is written, and what follows behind it.
    private void BuildPart(IBufferWriter<byte> target, CancellationToken cancel)
    {
        var depth = _reader.Depth;
        _builder.Begin(_node, _scope);
        while (_builder.IsOpen && Read(cancel))
        {
            _builder.Add(_node);
            if (_builder is { IsOpen: true, IsFull: true })
            {
                _builder.WriteTo(_copier);
                CopyTo(depth, target, cancel);
                _copier.Release(target);
                return;
            }
        }

        _builder.Complete();
    }
}
