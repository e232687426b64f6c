using System.Text;
using System.Text.Json;
using System.Xml;

namespace IntegrationActors.Formats.XmlToJson;

/// <summary>Writes at once. Holds the open elements, the names that were met in them, and the text of the innermost one.</summary>
internal sealed class StreamedXmlSink(XmlToJsonPlan plan, Utf8JsonWriter json) : IXmlSink
{
    private readonly Stack<OpenElement> _open = new();
    private readonly StringBuilder _text = new();

    public void Start(JsonName name, XmlReader at)
    {
        var isRoot = !_open.TryPeek(out var parent);
        var path = (isRoot ? plan.Arrays : parent!.Path)?.Find(name.Text);
        if (isRoot)
        {
            StartRoot(name);
        }
        else
        {
            StartChild(parent!, name, plan.IsArray(path, isRoot), at);
        }

        _text.Clear();
        _open.Push(new OpenElement(name, path));
    }

    public void Attribute(JsonName name, string value)
    {
        OpenObject(_open.Peek());
        json.WriteString(name.Attribute, value);
    }

    public void Text(string text)
    {
        if (_open.TryPeek(out var element) && !element.HasChildren)
        {
            _text.Append(text);
        }
    }

    public void End()
    {
        var element = _open.Pop();
        if (element.IsObject)
        {
            EndObject(element);
        }
        else
        {
            json.WriteStringValue(_text.ToString());
        }

        _text.Clear();
        if (_open.Count == 0 && !plan.Options.DropRoot)
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
        if (!element.HasChildren && _text.Length > 0)
        {
            json.WriteString("$"u8, _text.ToString());
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

    private string PathOf(JsonName name) => $"/{string.Join('/', _open.Reverse().Select(e => e.Name.Text))}/{name.Text}";

    private sealed class OpenElement(JsonName name, ArrayPath? path)
    {
        private HashSet<string>? _met;

        public JsonName Name { get; } = name;

        public ArrayPath? Path { get; } = path;

        /// <summary>Names of the children so far; two names of the document can be one in JSON when namespaces are dropped.</summary>
        public HashSet<string> Met => _met ??= new(StringComparer.Ordinal);

        public JsonName? OpenArray { get; set; }

        public bool IsObject { get; set; }

        public bool HasChildren { get; set; }
    }
}
