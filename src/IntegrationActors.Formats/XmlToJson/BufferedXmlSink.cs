using System.Text;
using System.Text.Json;
using System.Xml;

namespace IntegrationActors.Formats.XmlToJson;

/// <summary>Holds the document as a tree, and writes it when the root element ends: only then is known which names repeat.</summary>
internal sealed class BufferedXmlSink(XmlToJsonPlan plan, Utf8JsonWriter json) : IXmlSink
{
    private readonly Stack<Element> _open = new();
    private readonly Dictionary<string, Element> _groups = new(StringComparer.Ordinal);
    private readonly StringBuilder _text = new();

    public void Start(JsonName name, XmlReader at)
    {
        var element = new Element(name);
        if (_open.TryPeek(out var parent))
        {
            parent.Add(element);
        }

        _text.Clear();
        _open.Push(element);
    }

    public void Attribute(JsonName name, string value) => (_open.Peek().Attributes ??= []).Add(new(name, value));

    public void Text(string text)
    {
        if (_open.TryPeek(out var element) && element.FirstChild is null)
        {
            _text.Append(text);
        }
    }

    public void End()
    {
        var element = _open.Pop();
        if (element.FirstChild is null)
        {
            element.Text = _text.ToString();
        }

        _text.Clear();
        Group(element);
        if (_open.Count == 0)
        {
            WriteRoot(element);
        }
    }

    /// <summary>Links children of the same name: the first one knows the next, which is then skipped among its siblings.</summary>
    private void Group(Element parent)
    {
        if (parent.FirstChild?.Next is null)
        {
            return;
        }

        _groups.Clear();
        for (Element? child = parent.FirstChild, before = null; child is not null; child = child.Next)
        {
            if (_groups.TryGetValue(child.Name.Text, out var last))
            {
                last.NextOfName = child;
                before!.Next = child.Next;
            }
            else
            {
                before = child;
            }

            _groups[child.Name.Text] = child;
        }
    }

    private void WriteRoot(Element root)
    {
        var path = plan.Arrays.Find(root.Name.Text);
        if (plan.Options.DropRoot)
        {
            Write(root, path);
            return;
        }

        json.WriteStartObject();
        json.WritePropertyName(root.Name.Element);
        Write(root, path);
        json.WriteEndObject();
    }

    private void Write(Element element, ArrayPath? path)
    {
        if (element.FirstChild is null && element.Attributes is null)
        {
            json.WriteStringValue(element.Text);
            return;
        }

        json.WriteStartObject();
        foreach (var (name, value) in element.Attributes ?? [])
        {
            json.WriteString(name.Attribute, value);
        }

        if (element.Text.Length > 0)
        {
            json.WriteString("$"u8, element.Text);
        }

        for (var child = element.FirstChild; child is not null; child = child.Next)
        {
            WriteMember(child, path?.Find(child.Name.Text));
        }

        json.WriteEndObject();
    }

    private void WriteMember(Element first, ArrayPath? path)
    {
        json.WritePropertyName(first.Name.Element);
        if (first.NextOfName is null && !plan.IsArray(path, isRoot: false))
        {
            Write(first, path);
            return;
        }

        json.WriteStartArray();
        for (var item = first; item is not null; item = item.NextOfName)
        {
            Write(item, path);
        }

        json.WriteEndArray();
    }

    private sealed class Element(JsonName name)
    {
        private Element? _lastChild;

        public JsonName Name { get; } = name;

        public List<KeyValuePair<JsonName, string>>? Attributes { get; set; }

        /// <summary>Stays empty when there are children: text between elements is dropped.</summary>
        public string Text { get; set; } = "";

        public Element? FirstChild { get; private set; }

        public Element? Next { get; set; }

        public Element? NextOfName { get; set; }

        public void Add(Element child)
        {
            if (_lastChild is null)
            {
                FirstChild = child;
            }
            else
            {
                _lastChild.Next = child;
            }

            _lastChild = child;
        }
    }
}
