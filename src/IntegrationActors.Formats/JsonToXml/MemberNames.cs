using IntegrationActors.Formats.Xml;

namespace IntegrationActors.Formats.JsonToXml;

/// <summary>Turns names of JSON members into qualified names of XML. Immutable.</summary>
internal sealed class MemberNames(NamespaceMap namespaces)
{
    /// <summary>Longest name in bytes.</summary>
    public const int MaxLength = 1024;

    public const string Rule =
        "names start with a letter or _, hold letters, digits, - . and _ only, are at most 1024 bytes long, don't start with 'xml', and a prefix must stand in namespaces.";

    private readonly byte _delimiter = (byte)namespaces.Delimiter;

    public NamespaceMap Namespaces => namespaces;

    public static JsonMemberRole RoleOf(ReadOnlySpan<byte> member) => member switch
    {
        [(byte)'@', ..] => JsonMemberRole.Attribute,
        [(byte)'$'] => JsonMemberRole.Text,
        _ => JsonMemberRole.Element,
    };

    /// <summary>Checks a name and turns the delimiter behind a known prefix into a colon, in place.</summary>
    public bool TryQualify(Span<byte> name, bool isAttribute)
    {
        if (name.Length > MaxLength)
        {
            return false;
        }

        if (XmlNames.IsReserved(name))
        {
            return isAttribute && IsPredefined(name);
        }

        var split = namespaces.HasPrefixes ? name.IndexOf(_delimiter) : -1;
        if (split <= 0 || !namespaces.IsPrefix(name[..split]))
        {
            return XmlNames.IsName(name);
        }

        name[split] = (byte)':';
        return XmlNames.IsName(name[(split + 1)..]);
    }

    // The prefix xml is declared in every document: xml:lang and xml:space need no entry in the map.
    private bool IsPredefined(Span<byte> name)
    {
        if (name.Length < 5 || !name.StartsWith("xml"u8) || name[3] != _delimiter)
        {
            return false;
        }

        name[3] = (byte)':';
        return XmlNames.IsName(name[4..]);
    }
}
