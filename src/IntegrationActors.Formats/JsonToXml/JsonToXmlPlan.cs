using System.Text;
using System.Text.Json;
using IntegrationActors.Core.Messages;
using IntegrationActors.Formats.Xml;

namespace IntegrationActors.Formats.JsonToXml;

/// <summary>The options, checked and in the form that the walk uses. Immutable, shared by all conversions.</summary>
internal sealed class JsonToXmlPlan
{
    private static readonly byte[] DeclarationBytes = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"u8.ToArray();

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">An option that can't be used; the text is for the author of the flow.</exception>
    public JsonToXmlPlan(JsonToXmlOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.AttributeWindow);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.AttributeWindow, 64 * 1024 * 1024);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxValueBytes, 1024);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MaxValueBytes, 512 * 1024 * 1024);
        Options = options;
        Names = new MemberNames(new NamespaceMap(options.Namespaces, options.NamespaceDelimiter));
        Declaration = options.XmlDeclaration ? DeclarationBytes : [];
        Item = ElementName(options.Item, nameof(options.Item));
        Root = options.Root is null ? [] : ElementName(options.Root, nameof(options.Root));
    }

    /// <summary>One level more than is accepted, so that the walk can refuse it with a path.</summary>
    public static JsonReaderOptions Reader { get; } = new() { MaxDepth = JsonLimits.MaxDepth + 1 };

    public JsonToXmlOptions Options { get; }

    public MemberNames Names { get; }

    /// <summary>Qualified name of the added root element; empty when none is added.</summary>
    public byte[] Root { get; }

    public byte[] Item { get; }

    public byte[] Declaration { get; }

    private byte[] ElementName(string name, string option)
    {
        var utf8 = Encoding.UTF8.GetBytes(name);
        return Names.TryQualify(utf8, isAttribute: false)
            ? utf8
            : throw new ArgumentException($"{option} '{name}' is not a name of an element: {MemberNames.Rule}", option);
    }
}
