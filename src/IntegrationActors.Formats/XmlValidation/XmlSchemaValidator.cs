using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Schema;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Formats.Validation;
using IntegrationActors.Formats.Xml;

namespace IntegrationActors.Formats.XmlValidation;

/// <summary>
/// Checks documents against a schema in XML Schema 1.0, while reading: memory doesn't depend on their length. Nothing that a document says about schemas is
/// followed. Thread-safe: compile it once.
/// </summary>
public sealed class XmlSchemaValidator
{
    /// <summary>Code of findings about schemas.</summary>
    public const string Mistake = "IA1320";

    /// <summary>What <c>minOccurs</c> and <c>maxOccurs</c> stay below.</summary>
    public const int MaxOccurs = 5000;

    /// <summary>Longest name, attribute or text of a document, in bytes.</summary>
    public const int MaxValueBytes = 16 * 1024 * 1024;

    private readonly XmlSchemaSet _schemas;

    private XmlSchemaValidator(XmlSchemaSet schemas) => _schemas = schemas;

    /// <summary>Compiles a schema of the bundle, with the files that it includes and imports.</summary>
    /// <exception cref="DiagnosticException">IA1320: with the places in the schemas.</exception>
    public static XmlSchemaValidator Compile(string path, SchemaLoader load)
    {
        var mistakes = new List<Diagnostic>();
        var files = new XmlSchemaFiles(path, load);
        var schemas = new XmlSchemaSet { XmlResolver = files };
        schemas.ValidationEventHandler += Note;
        Add(schemas, files, path, Note);
        mistakes = files.Mistakes.Count > 0 ? files.Mistakes : mistakes;
        return mistakes.Count == 0 ? new XmlSchemaValidator(schemas) : throw new DiagnosticException(mistakes);

        void Note(object? sender, ValidationEventArgs e)
        {
            var file = XmlSchemaFiles.PathOf(e.Exception.SourceUri);
            mistakes.Add(Diagnostic.Error(Mistake, new SourceSpan(file.Length > 0 ? file : path, e.Exception.LineNumber, e.Exception.LinePosition), e.Message.ReplaceLineEndings(" ")));
        }
    }

    /// <summary>The places where a document is not as the schema wants it, at most <paramref name="max"/>; none when it is valid.</summary>
    /// <exception cref="FaultException">IA3442, IA3443: the document can't be checked.</exception>
    public IReadOnlyList<Violation> Validate(Stream xml, int max, TimeProvider time, CancellationToken cancel)
    {
        var clock = new ValidationClock(time);
        var violations = new List<Violation>();
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = _schemas, ValidationFlags = XmlSchemaValidationFlags.ReportValidationWarnings | XmlSchemaValidationFlags.ProcessIdentityConstraints };
        using var guard = new ValueGuardStream(xml, MaxValueBytes, ValidationFaults.ValueTooLong, cancel);
        using var plain = SafeXml.CreateReader(guard);
        settings.ValidationEventHandler += (_, e) =>
        {
            // Within xs:any nothing need be known; of the root element something must be.
            if (e.Severity == XmlSeverityType.Error || plain.Depth == 0)
            {
                violations.Add(new Violation(e.Exception.LineNumber, e.Exception.LinePosition, e.Message));
            }
        };
        using var reader = XmlReader.Create(plain, settings);
        try
        {
            while (violations.Count < max && reader.Read())
            {
                cancel.ThrowIfCancellationRequested();
                clock.Check(guard.Total);
                guard.Reset();
            }
        }
        catch (XmlException e)
        {
            violations.Add(new Violation(e.LineNumber, e.LinePosition, $"This is not XML that is accepted here: {e.Message}"));
        }
        catch (RegexMatchTimeoutException e)
        {
            throw ValidationFaults.Pattern(e);
        }

        return violations;
    }

    private static void Add(XmlSchemaSet schemas, XmlSchemaFiles files, string path, ValidationEventHandler note)
    {
        try
        {
            using var stream = files.Open(path);
            using var reader = SafeXml.CreateReader(stream);
            if (XmlSchema.Read(reader, note) is { } schema)
            {
                schema.SourceUri = XmlSchemaFiles.UriOf(path).ToString();
                schemas.Add(schema);
                schemas.Compile();
            }
        }
        catch (XmlSchemaException e)
        {
            var file = XmlSchemaFiles.PathOf(e.SourceUri);
            throw XmlSchemaFiles.Mistake(new SourceSpan(file.Length > 0 ? file : path, e.LineNumber, e.LinePosition), e.Message);
        }
    }
}
