using System.Buffers;
using System.Text;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Formats.Edi;
using IntegrationActors.Formats.Text;

namespace IntegrationActors.Formats.XmlToEdi;

/// <summary>
/// Turns XML of the form that <see cref="EdiToXml.EdiToXmlConverter"/> writes into an interchange, segment by segment. Namespaces don't matter. Counts and references of trailers are made. Thread-safe: make
/// one per set of options and keep it.
/// </summary>
public sealed class XmlToEdiConverter
{
    private readonly XmlToEdiOptions _options;

    /// <summary>Checks the options and keeps them.</summary>
    /// <exception cref="ArgumentException">An option can't be used; the text is for the author of the flow.</exception>
    public XmlToEdiConverter(XmlToEdiOptions options)
    {
        _options = options;
        if (options.Separators is { } separators)
        {
            _ = EdiSeparators.Parse(separators, EdiSeparators.StandardOf(separators));
        }

        if (options.Encoding is { } encoding && !EdiEncodings.IsUsable(encoding))
        {
            throw RefusedOption.Because($"EDI can't be in {encoding.WebName}", nameof(options.Encoding));
        }
    }

    /// <summary>Begins a conversion.</summary>
    /// <param name="xml">The document; stays open.</param>
    /// <param name="output">Gets the interchange, or a part of it when the conversion fails.</param>
    /// <param name="cancel">Asked for each node.</param>
    public XmlToEdiConversion Begin(Stream xml, IBufferWriter<byte> output, CancellationToken cancel) => new(_options, xml, output, cancel);

    /// <summary>Converts a document whose references are all in it.</summary>
    /// <inheritdoc cref="Begin" path="/param"/>
    /// <exception cref="FaultException">IA3496 or IA3497.</exception>
    public void Convert(Stream xml, IBufferWriter<byte> output, CancellationToken cancel)
    {
        using var conversion = Begin(xml, output, cancel);
        if (conversion.Run() != EdiNumbers.None)
        {
            throw new InvalidOperationException("References are wanted that nobody gives: use Begin.");
        }
    }
}
