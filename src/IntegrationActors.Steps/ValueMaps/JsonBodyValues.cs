using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Options;
using IntegrationActors.Expressions.JsonPath;

namespace IntegrationActors.Steps.ValueMaps;

/// <summary>Single values of a JSON body.</summary>
internal sealed class JsonBodyValues : IBodyValues
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = JsonLimits.MaxDepth };

    private readonly JsonPathQuery _query;
    private readonly PayloadSpool _spool;

    public JsonBodyValues(OptionText path, PayloadSpool spool) => (_query, _spool) = (JsonPathReporting.Parse(path), spool);

    public ValueTask<Payload> ReplaceAsync(Exchange exchange, Func<string, string> map, CancellationToken cancel) => new(Replace(exchange, map, cancel));

    private Payload Replace(Exchange exchange, Func<string, string> map, CancellationToken cancel)
    {
        var root = exchange.Body.AsJson();
        var found = Select(root, cancel);
        if (found.Count == 0)
        {
            return exchange.Body;
        }

        var copy = JsonNode.Parse(root.GetRawText(), documentOptions: JsonLimits.Document)!;
        foreach (var node in found)
        {
            if (node.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            {
                throw new FaultException(IBodyValues.NotReplaceable, $"JSONPath '{_query.Text}' selects an {node.Value.ValueKind.ToString().ToLowerInvariant()} at {node.Path}, and only single values are mapped.", "Write the path down to the value.");
            }

            copy = Set(copy, node.Steps, map(ExpressionValue.ToText(node.Value)));
        }

        using var json = new PayloadWriter(_spool);
        using (var writer = new Utf8JsonWriter((IBufferWriter<byte>)json, Writing))
        {
            copy.WriteTo(writer);
        }

        return json.ToPayload();
    }

    private IReadOnlyList<JsonPathNode> Select(JsonElement root, CancellationToken cancel)
    {
        try
        {
            return _query.SelectNodes(root, cancel);
        }
        catch (JsonPathException failed)
        {
            throw JsonPathReporting.Failed(_query, failed);
        }
    }

    private static JsonNode Set(JsonNode root, IReadOnlyList<object> steps, string value)
    {
        if (steps.Count == 0)
        {
            return JsonValue.Create(value);
        }

        try
        {
            var owner = root;
            for (var i = 0; i < steps.Count - 1; i++)
            {
                owner = steps[i] is string name ? owner[name]! : owner[(int)steps[i]]!;
            }

            if (steps[^1] is string member)
            {
                owner[member] = value;
            }
            else
            {
                owner[(int)steps[^1]] = value;
            }

            return root;
        }
        catch (ArgumentException twice)
        {
            throw new FaultException(IBodyValues.NotReplaceable, $"The body has an object with two members of one name: {twice.Message}", "Values of such a body can't be replaced; ask its sender.", twice);
        }
    }
}
