using System.Globalization;
using System.Runtime.InteropServices;
using System.Xml;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Messages;
using IntegrationActors.Formats.Validation;

namespace IntegrationActors.Formats.XmlValidation;

/// <summary>Schemas and what they include and import: files of the bundle, and nothing else. Each is read with the limits of any XML before it is used.</summary>
internal sealed class XmlSchemaFiles(string root, SchemaLoader load) : XmlResolver
{
    private const string Base = "bundle://files/";
    private const string XsdNamespace = "http://www.w3.org/2001/XMLSchema";
    private const int MaxFiles = 500;

    private int _files;

    /// <summary>What was wrong with files that were included or imported: the library says only that it got none.</summary>
    public List<Diagnostic> Mistakes { get; } = [];

    public static Uri UriOf(string path) => new(Base + path);

    /// <summary>Path in the bundle; empty for what is not there.</summary>
    public static string PathOf(string? uri) => uri?.StartsWith(Base, StringComparison.Ordinal) == true ? Uri.UnescapeDataString(uri[Base.Length..]) : "";

    // The schema itself is read without an address of its own.
    public override Uri ResolveUri(Uri? baseUri, string? relativeUri) =>
        base.ResolveUri(baseUri is { IsAbsoluteUri: true } known && known.OriginalString.Length > 0 ? known : UriOf(root), relativeUri);

    public override object? GetEntity(Uri absoluteUri, string? role, Type? ofObjectToReturn)
    {
        try
        {
            var path = PathOf(absoluteUri.ToString());
            return path.Length > 0
                ? Open(path)
                : throw Mistake(new SourceSpan(root, 0, 0), $"'{absoluteUri}' is outside of the bundle: put the schema into the bundle, and write a relative schemaLocation");
        }
        catch (DiagnosticException e)
        {
            Mistakes.AddRange(e.Diagnostics);
            throw;
        }
    }

    public Stream Open(string path)
    {
        if (++_files > MaxFiles)
        {
            throw Mistake(new SourceSpan(path, 0, 0), "the schema is made of too many files");
        }

        var bytes = load(path);
        using (var stream = Stream(bytes))
        {
            Check(path, stream);
        }

        return Stream(bytes);
    }

    public static DiagnosticException Mistake(SourceSpan span, string message) => new(Diagnostic.Error(XmlSchemaValidator.Mistake, span, message.ReplaceLineEndings(" ")));

    private static void Check(string path, Stream stream)
    {
        using var reader = SafeXml.CreateReader(stream);
        try
        {
            while (reader.Read())
            {
                CheckOccurs(path, reader, "maxOccurs");
                CheckOccurs(path, reader, "minOccurs");
            }
        }
        catch (XmlException e)
        {
            throw Mistake(new SourceSpan(path, e.LineNumber, e.LinePosition), e.Message);
        }
    }

    private static void CheckOccurs(string path, XmlReader reader, string name)
    {
        if (reader.NodeType == XmlNodeType.Element
            && string.Equals(reader.NamespaceURI, XsdNamespace, StringComparison.Ordinal)
            && decimal.TryParse(reader.GetAttribute(name), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count >= XmlSchemaValidator.MaxOccurs)
        {
            var place = (IXmlLineInfo)reader;
            throw Mistake(new SourceSpan(path, place.LineNumber, place.LinePosition), $"{name} is less than {XmlSchemaValidator.MaxOccurs}, or 'unbounded': counting further costs too much");
        }
    }

    private static MemoryStream Stream(ReadOnlyMemory<byte> bytes) => MemoryMarshal.TryGetArray(bytes, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(bytes.ToArray(), writable: false);
}
