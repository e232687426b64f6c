using System.Buffers;
using System.Text;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Formats.Edi;
using IntegrationActors.Formats.Edi.Grammars;
using IntegrationActors.Formats.EdiToXml;
using IntegrationActors.Formats.XmlToEdi;

namespace IntegrationActors.Formats.Tests.Edi;

/// <summary>Conversions of EDI from text to text. Texts stand in Latin 1, so that a character is a byte.</summary>
internal static class EdiConvert
{
    private const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

    public static string ToXml(string edi, EdiToXmlOptions? options = null)
    {
        var output = new ArrayBufferWriter<byte>();
        new EdiToXmlConverter(options ?? new()).Convert(new MemoryStream(Encoding.Latin1.GetBytes(edi)), output, default);
        var xml = Encoding.UTF8.GetString(output.WrittenSpan);
        Assert.StartsWith(Declaration, xml, StringComparison.Ordinal);
        return xml[Declaration.Length..];
    }

    public static string FromXml(string xml, XmlToEdiOptions? options = null)
    {
        var output = new ArrayBufferWriter<byte>();
        new XmlToEdiConverter(options ?? new()).Convert(new MemoryStream(Encoding.UTF8.GetBytes(xml)), output, default);
        return Encoding.Latin1.GetString(output.WrittenSpan);
    }

    public static Fault FaultOf(string edi, EdiToXmlOptions? options = null) => Assert.Throws<FaultException>(() => ToXml(edi, options)).Fault;

    /// <summary>A grammar from texts of files; the first is the grammar.</summary>
    public static EdiGrammar Grammar(string yaml, params (string Path, string Text)[] files) => EdiGrammar.Read("edi/grammar.yaml", path =>
        Encoding.UTF8.GetBytes(path == "edi/grammar.yaml" ? yaml : files.Single(file => file.Path == path).Text));

    public static EdiToXmlOptions With(params EdiGrammar[] grammars) => new() { Grammars = grammars };

    public static EdiToXmlOptions Reading(EdiReadingOptions reading) => new() { Reading = reading };
}
