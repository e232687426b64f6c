using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using IntegrationActors.Core.Messages;
using IntegrationActors.Formats.Xml;

namespace IntegrationActors.Formats.JsonToXml;

/// <summary>
/// One conversion: takes JSON in pieces, writes XML as far as it is known. Its state is the open objects and arrays and the names of
/// their elements, so its memory depends on the depth and on what the writer holds back, not on the length of the document.
/// </summary>
internal sealed class JsonToXmlWalk : IDisposable
{
    /// <summary>Most attributes of one element; their names are remembered to find duplicates.</summary>
    public const int MaxAttributes = 10_000;

    private readonly JsonToXmlPlan _plan;
    private readonly int _window;
    private readonly long _releaseAt;
    private readonly XmlElementWriter _xml = new();
    private readonly PooledBytes _names = new(256);
    private readonly JsonTokenText _text = new();
    private readonly JsonToXmlFrames _frames = new();
    private JsonReaderState _state = new(JsonToXmlPlan.Reader);
    private bool _hasRootElement;

    public JsonToXmlWalk(JsonToXmlPlan plan, int window)
    {
        _plan = plan;
        _window = window;
        _releaseAt = (window * 2L) + (32 * 1024);
        _xml.Raw(plan.Declaration);
        _names.Write(plan.Root);
    }

    /// <summary>Takes the complete tokens of a piece and says how far they reached; gives the XML of which nothing can change any more.</summary>
    public SequencePosition Feed(in ReadOnlySequence<byte> json, bool isFinal, IBufferWriter<byte> output)
    {
        var reader = new Utf8JsonReader(json, isFinal, _state);
        Feed(ref reader, output);
        return reader.Position;
    }

    /// <inheritdoc cref="Feed(in ReadOnlySequence{byte}, bool, IBufferWriter{byte})"/>
    public void FeedAll(ReadOnlySpan<byte> json, IBufferWriter<byte> output)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: true, _state);
        Feed(ref reader, output);
    }

    public void Finish(IBufferWriter<byte> output)
    {
        if (!_hasRootElement)
        {
            throw JsonToXmlFaults.TopLevel("the object has no member that gives an element");
        }

        _xml.Release(output, window: 0);
    }

    /// <summary>Where the walk is in the JSON, in the notation of RFC 9535.</summary>
    public string Path => JsonToXmlPath.Of(_frames.All, _names.Written, _plan.Names.Namespaces.Delimiter);

    public void Dispose()
    {
        _xml.Dispose();
        _names.Dispose();
        _text.Dispose();
        _frames.Dispose();
    }

    private void Feed(ref Utf8JsonReader reader, IBufferWriter<byte> output)
    {
        try
        {
            while (reader.Read())
            {
                Take(ref reader);
                if (_xml.Held >= _releaseAt)
                {
                    _xml.Release(output, _window);
                }
            }

            _state = reader.CurrentState;
        }
        catch (JsonException e)
        {
            throw JsonToXmlFaults.NotJson(e);
        }
    }

    private void Take(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                BeginMember(ref reader);
                break;
            case JsonTokenType.StartObject:
                BeginObject();
                break;
            case JsonTokenType.StartArray:
                BeginArray();
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                EndFrame();
                break;
            default:
                TakeScalar(ref reader);
                break;
        }
    }

    private void BeginMember(ref Utf8JsonReader reader)
    {
        ref var frame = ref _frames.Top;
        _names.Truncate(frame.NamesTop);
        frame.Member = new NameRange(frame.NamesTop, 0);
        var member = JsonTokenText.TryGetBytes(ref reader, out var bytes) ? bytes : TextOf(ref reader);
        frame.Role = MemberNames.RoleOf(member);
        if (frame is { Kind: JsonToXmlFrameKind.Document, Role: not JsonMemberRole.Element })
        {
            throw JsonToXmlFaults.TopLevel("the object has an attribute or text of its own");
        }

        var isAttribute = frame.Role == JsonMemberRole.Attribute;
        var source = isAttribute ? member[1..] : member;
        var name = _names.Reserve(source.Length)[..source.Length];
        source.CopyTo(name);
        if (frame.Role != JsonMemberRole.Text && !_plan.Names.TryQualify(name, isAttribute))
        {
            throw Utf8.IsValid(member) ? JsonToXmlFaults.Name(Path, Encoding.UTF8.GetString(member)) : JsonToXmlFaults.NotUtf8(Path);
        }

        _names.Advance(name.Length);
        frame.Member = new NameRange(frame.NamesTop, name.Length);
    }

    private void BeginObject()
    {
        if (_frames.Depth == 0 && _plan.Root.Length == 0)
        {
            Push(new JsonToXmlFrame(JsonToXmlFrameKind.Document, default, default, _names.Length));
            return;
        }

        var name = BeginValue("an object");
        StartElement(name);
        Push(new JsonToXmlFrame(JsonToXmlFrameKind.Object, name, default, _names.Length));
    }

    private void BeginArray()
    {
        var isOfMember = _frames.Depth > 0 && _frames.Top.Kind != JsonToXmlFrameKind.Array;
        var name = BeginValue("an array");
        if (isOfMember)
        {
            Push(new JsonToXmlFrame(JsonToXmlFrameKind.Array, default, name, _names.Length));
            return;
        }

        StartElement(name);
        var item = new NameRange(_names.Length, _plan.Item.Length);
        _names.Write(_plan.Item);
        Push(new JsonToXmlFrame(JsonToXmlFrameKind.Array, name, item, _names.Length));
    }

    private void TakeScalar(ref Utf8JsonReader reader)
    {
        switch (_frames.Depth == 0 ? JsonMemberRole.Element : _frames.Top.Role)
        {
            case JsonMemberRole.Attribute:
                WriteAttribute(ref reader);
                break;
            case JsonMemberRole.Text:
                WriteText(ref reader);
                break;
            default:
                WriteLeaf(ref reader);
                break;
        }
    }

    private void WriteLeaf(ref Utf8JsonReader reader)
    {
        var name = BeginValue("a plain value");
        var isShort = _xml.Depth > 0
            && reader.TokenType != JsonTokenType.Null
            && JsonTokenText.TryGetBytes(ref reader, out var bytes)
            && _xml.TryLeaf(NameOf(name), bytes);
        if (!isShort)
        {
            StartElement(name);
            WriteText(ref reader);
            _xml.End(NameOf(name));
        }
    }

    private void WriteText(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.Null)
        {
            RefuseUnlessWritten(_xml.Text(TextOf(ref reader)));
        }
    }

    private void WriteAttribute(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            throw JsonToXmlFaults.AttributeValue(Path, "null");
        }

        var name = NameOf(_frames.Top.Member);
        if (!_xml.TryClaimAttribute(Encoding.UTF8.GetString(name)))
        {
            throw JsonToXmlFaults.DuplicateAttribute(Path);
        }

        if (_xml.AttributeCount > MaxAttributes)
        {
            throw JsonToXmlFaults.TooManyAttributes(Path, MaxAttributes);
        }

        if (!_xml.CanAddAttribute)
        {
            throw JsonToXmlFaults.AttributeTooLate(Path, _window);
        }

        RefuseUnlessWritten(_xml.Attribute(name, TextOf(ref reader)));
    }

    /// <summary>Counts an item of an array, and finds the name of the element for the value that starts here.</summary>
    private NameRange BeginValue(string found)
    {
        if (_frames.Depth == 0)
        {
            return _plan.Root.Length > 0 ? new NameRange(0, _plan.Root.Length) : throw JsonToXmlFaults.TopLevel($"found {found}");
        }

        ref var frame = ref _frames.Top;
        frame.Items++;
        return frame.Role switch
        {
            JsonMemberRole.Element => frame.Member,
            JsonMemberRole.Attribute => throw JsonToXmlFaults.AttributeValue(Path, found),
            _ => throw JsonToXmlFaults.TextValue(Path, found),
        };
    }

    private void StartElement(NameRange name)
    {
        var isRoot = _xml.Depth == 0;
        if (isRoot && _hasRootElement)
        {
            throw JsonToXmlFaults.TopLevel($"{Path} would be a second root element");
        }

        _hasRootElement = true;
        _xml.Start(NameOf(name), isRoot ? _plan.Names.Namespaces.Declarations : []);
    }

    private void EndFrame()
    {
        var frame = _frames.Pop();
        if (frame.Element.Length > 0)
        {
            _xml.End(NameOf(frame.Element));
        }
    }

    private void Push(JsonToXmlFrame frame)
    {
        if (_frames.Depth == JsonLimits.MaxDepth)
        {
            throw JsonToXmlFaults.Depth(Path);
        }

        _frames.Push(frame);
    }

    private ReadOnlySpan<byte> NameOf(NameRange name) => _names.Written.Slice(name.Start, name.Length);

    private ReadOnlySpan<byte> TextOf(ref Utf8JsonReader reader) =>
        _text.TryRead(ref reader, out var utf8) ? utf8 : throw JsonToXmlFaults.NotUtf8(Path);

    private void RefuseUnlessWritten(int refused)
    {
        if (refused != XmlEscaping.AllWritten)
        {
            throw JsonToXmlFaults.Character(Path, refused);
        }
    }
}
