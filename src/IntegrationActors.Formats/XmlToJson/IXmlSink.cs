using System.Xml;

namespace IntegrationActors.Formats.XmlToJson;

/// <summary>Gets the content of a document in its order. Whitespace between elements comes as text like any other.</summary>
internal interface IXmlSink
{
    /// <summary>An element begins within the innermost open one.</summary>
    /// <param name="name">Name of the element.</param>
    /// <param name="at">The reader on the element, for the place of a failure.</param>
    void Start(JsonName name, XmlReader at);

    /// <summary>An attribute of the innermost open element; before its content.</summary>
    void Attribute(JsonName name, string value);

    /// <summary>A part of the text of the innermost open element.</summary>
    void Text(string text);

    void End();
}
