using System.Text;
using IntegrationActors.Formats.Edi;
using IntegrationActors.Formats.Xml;

namespace IntegrationActors.Formats.EdiToXml;

/// <summary>The root element, which tells the standard and, so that the way back leads to the same bytes, the separators.</summary>
internal static class InterchangeXml
{
    public const string Root = "Interchange";

    public const string StandardAttribute = "standard";

    public const string SeparatorsAttribute = "separators";

    /// <summary>Element of the service string advice.</summary>
    public const string ServiceString = "S_UNA";

    private static readonly byte[] RootName = Encoding.ASCII.GetBytes(Root);

    private static readonly byte[] ServiceStringName = Encoding.ASCII.GetBytes(ServiceString);

    /// <summary>Begins the document in front of UNB or ISA.</summary>
    public static void Start(EdiReader reader, XmlElementWriter xml)
    {
        xml.Raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"u8);
        xml.Start(RootName, []);
        xml.Attribute("standard"u8, reader.Standard == EdiStandard.Edifact ? "EDIFACT"u8 : "X12"u8);
        if (reader.Standard == EdiStandard.X12 || (reader.ServiceString is null && reader.Separators.Segment != EdiSeparators.Edifact.Segment))
        {
            xml.Attribute("separators"u8, Encoding.ASCII.GetBytes(reader.Separators.ToText(reader.Standard)));
        }

        if (reader.ServiceString is { } six)
        {
            xml.Start(ServiceStringName, []);
            xml.Text(Encoding.ASCII.GetBytes(six));
            xml.End(ServiceStringName);
        }
    }

    public static void End(XmlElementWriter xml) => xml.End(RootName);
}
