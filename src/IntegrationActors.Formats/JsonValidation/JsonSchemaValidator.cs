using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Formats.Validation;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;

namespace IntegrationActors.Formats.JsonValidation;

/// <summary>Checks documents against a JSON schema (draft 4, and what later drafts have in common with it). Thread-safe: compile it once.</summary>
public sealed class JsonSchemaValidator
{
    /// <summary>Code of findings about schemas.</summary>
    public const string Mistake = "IA1321";

    /// <summary>Most values of a document.</summary>
    public const int MaxValues = 500_000;

    private readonly JsonSchema _schema;

    private JsonSchemaValidator(JsonSchema schema) => _schema = schema;

    /// <summary>Compiles a schema of the bundle, with the files that it refers to.</summary>
    /// <exception cref="DiagnosticException">IA1321: with the file, and the place where it is known.</exception>
    public static JsonSchemaValidator Compile(string path, SchemaLoader load)
    {
        try
        {
            // Nothing is awaited: all files are in memory.
            return new JsonSchemaValidator(JsonSchemaFiles.LoadAsync(path, load).GetAwaiter().GetResult());
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or Newtonsoft.Json.JsonException or InvalidOperationException or NotSupportedException or ArgumentException)
        {
            throw new DiagnosticException(Diagnostic.Error(Mistake, new SourceSpan(path, 0, 0), e.Message.ReplaceLineEndings(" ")));
        }
    }

    /// <summary>The places where a document is not as the schema wants it, at most <paramref name="max"/>; none when it is valid.</summary>
    /// <exception cref="FaultException">IA3442, IA3443: the document can't be checked.</exception>
    public IReadOnlyList<Violation> Validate(ReadOnlyMemory<byte> json, int max, TimeProvider time, CancellationToken cancel)
    {
        json = json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json;
        try
        {
            Count(json.Span);
            var errors = new BudgetedValidator(json.Length, time, cancel).Validate(Parse(json), _schema, SchemaType.JsonSchema);
            return [.. errors.SelectMany(Flatten).Take(max)];
        }
        catch (System.Text.Json.JsonException e)
        {
            return [new Violation((int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1, $"This is not JSON: {e.Message}")];
        }
        catch (RegexMatchTimeoutException e)
        {
            throw ValidationFaults.Pattern(e);
        }
        catch (InvalidOperationException)
        {
            throw ValidationFaults.TooMuch("the schema refers to itself without end");
        }
    }

    // The strict reader refuses what the other one accepts, and values are counted before objects are made of them.
    private static void Count(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, JsonLimits.Reader);
        var values = 0;
        while (reader.Read())
        {
            if (++values > MaxValues)
            {
                throw ValidationFaults.TooMuch(string.Create(CultureInfo.InvariantCulture, $"it has more than {MaxValues} values and names"));
            }
        }
    }

    private static JToken Parse(ReadOnlyMemory<byte> json)
    {
        using var stream = MemoryMarshal.TryGetArray(json, out var array) ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false) : new MemoryStream(json.ToArray());
        using var text = new StreamReader(stream, Encoding.UTF8);
        using var reader = new JsonTextReader(text) { MaxDepth = JsonLimits.MaxDepth + 1, DateParseHandling = DateParseHandling.None, FloatParseHandling = FloatParseHandling.Decimal };
        try
        {
            return JToken.ReadFrom(reader, new JsonLoadSettings { LineInfoHandling = LineInfoHandling.Load });
        }
        catch (JsonReaderException e)
        {
            throw ValidationFaults.TooMuch($"a number is too large to be compared (line {e.LineNumber.ToString(CultureInfo.InvariantCulture)})");
        }
    }

    // What is wrong inside says more than that something is; of alternatives none is meant more than the others.
    private static IEnumerable<Violation> Flatten(ValidationError error)
    {
        if (error is ChildSchemaValidationError child && error.Kind is not (ValidationErrorKind.NotAnyOf or ValidationErrorKind.NotOneOf))
        {
            var inner = child.Errors.SelectMany(errors => errors.Value).SelectMany(Flatten).ToList();
            if (inner.Count > 0)
            {
                return inner;
            }
        }

        return [new Violation(error.LineNumber, error.LinePosition, $"{Path(error)}: {Words(error.Kind)}")];
    }

    private static string Path(ValidationError error) => "$" + (error.Path ?? "#").TrimStart('#').Replace("/[", "[", StringComparison.Ordinal).TrimEnd('/').Replace('/', '.');

    // NoAdditionalPropertiesAllowed: no additional properties allowed.
    private static string Words(ValidationErrorKind kind)
    {
        var words = new StringBuilder();
        foreach (var c in kind.ToString())
        {
            words.Append(char.IsAsciiLetterUpper(c) && words.Length > 0 ? " " : "").Append(char.ToLowerInvariant(c));
        }

        return words.ToString();
    }
}
