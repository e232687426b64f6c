using System.Buffers;
using System.Text.Json;
using System.Xml;

namespace IntegrationActors.Formats.XmlToJson;

/// <summary>Writes at once. Holds the open elements, the names that were met in them, and the text of the innermost one.</summary>
internal sealed class StreamedXmlSink(XmlToJsonPlan plan, Utf8JsonWriter json) : IXmlSink
{
    private readonly List<OpenElement> _levels = [];
    private readonly ArrayBufferWriter<char> _text = new();
    private int _depth;

    private OpenElement Innermost => _levels[_depth - 1];

    public void Start(JsonName name, XmlReader at)
    {
        var isRoot = _depth == 0;
        var path = (isRoot ? plan.Arrays : Innermost.Path)?.Find(name.Text);
        if (isRoot)
        {
            StartRoot(name);
        }
        else
        {
            StartChild(Innermost, name, plan.IsArray(path, isRoot), at);
        }

        _text.ResetWrittenCount();
        if (_depth == _levels.Count)
        {
            _levels.Add(new OpenElement());
        }

        _levels[_depth++].Begin(name, path);
    }

    public void Attribute(JsonName name, string value)
    {
        OpenObject(Innermost);
        json.WriteString(name.Attribute, value);
    }

    public void Text(string text)
    {
        if (_depth == 0 || Innermost.HasChildren)
        {
            return;
        }

        if (_text.WrittenCount + text.Length > plan.Options.MaxValueBytes)
        {
            throw XmlToJsonFaults.ValueTooLong(plan.Options.MaxValueBytes);
        }

        _text.Write(text);
    }

    public void End()
    {
        var element = Innermost;
        _depth--;
        if (element.IsObject)
        {
            EndObject(element);
        }
        else
        {
            json.WriteStringValue(_text.WrittenSpan);
        }

        _text.ResetWrittenCount();
        if (_depth == 0 && !plan.Options.DropRoot)
        {
            json.WriteEndObject();
        }
    }

    private void StartRoot(JsonName name)
    {
        if (!plan.Options.DropRoot)
        {
            json.WriteStartObject();
            json.WritePropertyName(name.Element);
        }
    }

    private void StartChild(OpenElement parent, JsonName name, bool isArray, XmlReader at)
    {
        OpenObject(parent);
        parent.HasChildren = true;
        if (ReferenceEquals(parent.OpenArray, name))
        {
            return;
        }

        CloseArray(parent);
        if (!parent.Met.Add(name.Text))
        {
            throw XmlToJsonFaults.RepeatedElement(PathOf(name), at);
        }

        json.WritePropertyName(name.Element);
        if (isArray)
        {
            json.WriteStartArray();
            parent.OpenArray = name;
        }
    }

    private void EndObject(OpenElement element)
    {
        CloseArray(element);
        if (!element.HasChildren && _text.WrittenCount > 0)
        {
            json.WriteString("$", _text.WrittenSpan);
        }

        json.WriteEndObject();
    }

    private void OpenObject(OpenElement element)
    {
        if (!element.IsObject)
        {
            element.IsObject = true;
            json.WriteStartObject();
        }
    }

    private void CloseArray(OpenElement element)
    {
        if (element.OpenArray is not null)
        {
            element.OpenArray = null;
            json.WriteEndArray();
        }
    }

    private string PathOf(JsonName name) => $"/{string.Join('/', _levels.Take(_depth).Select(e => e.Name.Text))}/{name.Text}";

    /// <summary>State of one level, used again for every element there.</summary>
    private sealed class OpenElement
    {
        public JsonName Name { get; private set; } = null!;

        public ArrayPath? Path { get; private set; }

        /// <summary>Names of the children so far; two names of the document can be one in JSON when namespaces are dropped.</summary>
        public HashSet<string> Met { get; } = new(StringComparer.Ordinal);

        public JsonName? OpenArray { get; set; }

        public bool IsObject { get; set; }

        public bool HasChildren { get; set; }

        public void Begin(JsonName name, ArrayPath? path)
        {
            Name = name;
            Path = path;
            Met.Clear();
            OpenArray = null;
            IsObject = HasChildren = false;
        }
    }
}
