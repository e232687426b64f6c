namespace IntegrationActors.Formats.JsonToXml;

internal enum JsonToXmlFrameKind
{
    /// <summary>The top-level object when no root element is added: its one member is the root element.</summary>
    Document,
    Object,
    Array,
}

/// <summary>An open object or array.</summary>
/// <param name="Kind">What is open.</param>
/// <param name="Element">Name of the element that ends with it; empty when it has none of its own.</param>
/// <param name="Member">Name of the elements for its items, or for the member that is read now.</param>
/// <param name="NamesTop">Length of the name stack while no member is read.</param>
internal record struct JsonToXmlFrame(JsonToXmlFrameKind Kind, NameRange Element, NameRange Member, int NamesTop)
{
    /// <summary>Items of an array that were begun.</summary>
    public int Items { get; set; }

    /// <summary>What the member that is read now stands for.</summary>
    public JsonMemberRole Role { get; set; }
}

/// <summary>A qualified name in the name stack.</summary>
internal readonly record struct NameRange(int Start, int Length);

internal enum JsonMemberRole
{
    Element,
    Attribute,
    Text,
}
