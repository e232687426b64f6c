using System.Runtime.InteropServices;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.XPath;
using System.Xml.Xsl;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Steps.Stylesheets;

/// <summary>
/// A compiled XSLT 1.0 stylesheet without access to anything but its input. (1) Read as any XML from outside; (2) checked for what is refused here;
/// (3) guarded against recursion without end and variables without bound; (4) compiled. Thread-safe.
/// </summary>
internal sealed class Stylesheet
{
    private const string Mistake = "IA1305";

    private static readonly XNamespace Xsl = "http://www.w3.org/1999/XSL/Transform";
    private static readonly XNamespace MicrosoftXsl = "urn:schemas-microsoft-com:xslt";

    private readonly XslCompiledTransform _transform = new();
    private readonly ResourceReference _source;
    private readonly bool _isGuarded;
    private readonly XmlWriterSettings _output;

    private Stylesheet(XDocument document, ResourceReference source)
    {
        _source = source;
        _isGuarded = TransformationGuard.Insert(document);
        using var reader = document.CreateReader();
        _transform.Load(reader, XsltSettings.Default, stylesheetResolver: null);
        _output = WithoutMark(_transform.OutputSettings!);
    }

    /// <summary>Media type of what the transformation writes.</summary>
    public string ContentType => _output switch
    {
        { OutputMethod: XmlOutputMethod.Html } html => $"text/html; charset={html.Encoding.WebName}",
        { OutputMethod: XmlOutputMethod.Text } text => $"text/plain; charset={text.Encoding.WebName}",
        _ => "application/xml",
    };

    /// <summary>Compiles a file of the bundle.</summary>
    /// <exception cref="DiagnosticException">IA1305: the stylesheet is not what this platform runs; with the place in the stylesheet.</exception>
    public static Stylesheet Compile(ReadOnlyMemory<byte> bytes, ResourceReference source)
    {
        try
        {
            var document = Read(bytes);                                                             // 1
            var findings = document.Descendants().SelectMany(e => Check(e, source.Path)).ToArray(); // 2
            return findings.Length == 0
                ? new Stylesheet(document, source)                                                  // 3, 4
                : throw new DiagnosticException(findings);
        }
        catch (XsltException e)
        {
            throw Wrong(source, e.LineNumber, e.LinePosition, e.InnerException is XmlException inner ? inner.Message : e.Message);
        }
        catch (XmlException e)
        {
            throw Wrong(source, e.LineNumber, e.LinePosition, e.Message);
        }
    }

    /// <summary>Writes the transformed body to <paramref name="output"/>; a fault says what went wrong.</summary>
    public Fault? Transform(Payload body, XsltArgumentList? arguments, Stream output, CancellationToken cancel)
    {
        var document = body.AsXml();
        if (_isGuarded)
        {
            arguments ??= new XsltArgumentList();
            arguments.AddExtensionObject(TransformationGuard.Namespace, new TransformationGuard(body.Length ?? 0, cancel));
        }

        try
        {
            using var writer = XmlWriter.Create(output, _output);
            _transform.Transform(document, arguments, writer);
            return null;
        }
        catch (XsltException e)
        {
            cancel.ThrowIfCancellationRequested();
            return e.InnerException switch
            {
                InsufficientExecutionStackException => new Fault("IA3343", $"{_source.Path}: the templates call each other too deep, or without end.", "Check the condition that ends the recursion.", e),
                FaultException limit => limit.Fault,
                _ => new Fault("IA3342", $"{_source.Path}: {Fault.Cut(e.Message)}", "ia trace shows the body before this step.", e),
            };
        }
    }

    // In UTF-8 a byte order mark says nothing, and receivers stumble over it.
    private static XmlWriterSettings WithoutMark(XmlWriterSettings settings)
    {
        var clone = settings.Clone();
        clone.Encoding = clone.Encoding is UTF8Encoding ? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) : clone.Encoding;
        return clone;
    }

    private static XDocument Read(ReadOnlyMemory<byte> bytes)
    {
        using var stream = MemoryMarshal.TryGetArray(bytes, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);
        using var reader = SafeXml.CreateReader(stream);
        return XDocument.Load(reader, LoadOptions.SetLineInfo | LoadOptions.PreserveWhitespace);
    }

    private static IEnumerable<Diagnostic> Check(XElement element, string file)
    {
        if (element.Name == Xsl + "include" || element.Name == Xsl + "import")
        {
            yield return At(element, file, $"xsl:{element.Name.LocalName} is refused: a stylesheet is one file; put the templates into it");
        }

        if (element.Name == MicrosoftXsl + "script")
        {
            yield return At(element, file, "msxsl:script is refused: stylesheets run no code");
        }

        if (element.Parent is null && element.Attribute("version") is { } version && !string.Equals(version.Value.Trim(), "1.0", StringComparison.Ordinal))
        {
            yield return At(version, file, $"this is XSLT {version.Value}, and XSLT 1.0 runs here; write version=\"1.0\" if it uses nothing newer");
        }
    }

    private static DiagnosticException Wrong(ResourceReference source, int line, int column, string message) =>
        new(Diagnostic.Error(Mistake, new SourceSpan(source.Path, line, column), message.ReplaceLineEndings(" ")));

    private static Diagnostic At(IXmlLineInfo place, string file, string message) =>
        Diagnostic.Error(Mistake, new SourceSpan(file, place.LineNumber, place.LinePosition), message);
}
