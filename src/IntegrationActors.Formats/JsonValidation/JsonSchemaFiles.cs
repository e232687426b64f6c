using System.Text;
using System.Text.Json;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Messages;
using IntegrationActors.Formats.Validation;
using NJsonSchema;
using NJsonSchema.Generation;
using NJsonSchema.References;

namespace IntegrationActors.Formats.JsonValidation;

/// <summary>JSON schemas and what they refer to: files of the bundle, and nothing else.</summary>
internal sealed class JsonSchemaFiles(JsonSchemaAppender appender, SchemaLoader load) : JsonReferenceResolver(appender)
{
    // An absolute path, since the library makes every path absolute; nothing is ever opened there.
    private const string Root = "/bundle/";

    /// <summary>Parses a schema of the bundle, and what it refers to.</summary>
    public static Task<JsonSchema> LoadAsync(string path, SchemaLoader load, CancellationToken cancel = default) =>
        JsonSchema.FromJsonAsync(Read(path, load), Root + path, schema => new JsonSchemaFiles(new JsonSchemaAppender(schema, new DefaultTypeNameGenerator()), load), cancel);

    public override string ResolveFilePath(string documentPath, string jsonPath)
    {
        var file = jsonPath.Split('#')[0];
        return new Uri(new Uri("bundle://files" + PathOf(documentPath)), file).AbsolutePath is var path ? Root.TrimEnd('/') + path : "";
    }

    public override async Task<IJsonReference> ResolveFileReferenceAsync(string filePath, CancellationToken cancellationToken = default)
    {
        var path = PathOf(filePath).TrimStart('/');
        return await JsonSchema.FromJsonAsync(Read(path, load), Root + path, _ => this, cancellationToken);
    }

    public override Task<IJsonReference> ResolveUrlReferenceAsync(string url, CancellationToken cancellationToken = default) =>
        throw new DiagnosticException(Diagnostic.Error(JsonSchemaValidator.Mistake, SourceSpan.None, $"'{url}' is outside of the bundle: put the schema into the bundle, and refer to it by a relative path"));

    private static string PathOf(string path)
    {
        var at = path.Replace('\\', '/').IndexOf(Root, StringComparison.Ordinal);
        return at < 0 ? "/" + path : path.Replace('\\', '/')[(at + Root.Length - 1)..];
    }

    private static string Read(string path, SchemaLoader load)
    {
        var bytes = load(path);
        try
        {
            using var document = JsonDocument.Parse(bytes, JsonLimits.Document);
            var mistakes = JsonSchemaKeywords.Check(document.RootElement).Select(text => Diagnostic.Error(JsonSchemaValidator.Mistake, new SourceSpan(path, 0, 0), text)).ToArray();
            return mistakes.Length == 0 ? Encoding.UTF8.GetString(bytes.Span) : throw new DiagnosticException(mistakes);
        }
        catch (JsonException e)
        {
            throw new DiagnosticException(Diagnostic.Error(JsonSchemaValidator.Mistake, new SourceSpan(path, (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1), e.Message));
        }
    }
}
