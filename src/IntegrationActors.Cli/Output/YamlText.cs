using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace IntegrationActors.Cli.Output;

/// <summary>Writes JSON as YAML 1.2 in block style. Text that could be read as something else stays in double quotes, which YAML shares with JSON.</summary>
internal static partial class YamlText
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(TextWriter target, JsonNode? node) => WriteBlock(target, node, "", "");

    private static void WriteBlock(TextWriter target, JsonNode? node, string first, string indent)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } map:
                foreach (var (name, value) in map)
                {
                    target.Write($"{first}{Scalar(JsonValue.Create(name))}:");
                    WriteValue(target, value, indent);
                    first = indent;
                }

                break;
            case JsonArray { Count: > 0 } list:
                foreach (var item in list)
                {
                    WriteBlock(target, item, first + "- ", indent + "  ");
                    first = indent;
                }

                break;
            default:
                target.WriteLine(first + Scalar(node));
                break;
        }
    }

    private static void WriteValue(TextWriter target, JsonNode? value, string indent)
    {
        if (value is JsonObject { Count: > 0 } or JsonArray { Count: > 0 })
        {
            target.WriteLine();
            WriteBlock(target, value, indent + "  ", indent + "  ");
        }
        else
        {
            target.WriteLine(" " + Scalar(value));
        }
    }

    private static string Scalar(JsonNode? node) => node switch
    {
        null => "null",
        JsonValue value when value.GetValueKind() == JsonValueKind.String && PlainText().IsMatch(value.GetValue<string>()) && !Word().IsMatch(value.GetValue<string>()) =>
            value.GetValue<string>(),
        _ => node.ToJsonString(Relaxed),
    };

    [GeneratedRegex(@"^[A-Za-z/][A-Za-z0-9_./ -]*(?<! )\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PlainText();

    [GeneratedRegex(@"^(true|false|null|yes|no|on|off|y|n)\z", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
