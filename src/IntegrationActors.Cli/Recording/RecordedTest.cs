using System.Text.Json;
using System.Text.Json.Nodes;
using IntegrationActors.Cli.Api;
using IntegrationActors.Cli.Testing;
using System.Xml;

namespace IntegrationActors.Cli.Recording;

/// <summary>
/// Makes a test out of what the log of a server knows of a message: (1) its input; (2) the answers of receivers, which stand in the trace before the step after a call; (3) what came out.
/// Content that was not logged, or cut, is not expected.
/// </summary>
internal sealed class RecordedTest(JsonNode detail, JsonNode? input, IReadOnlyList<JsonNode> trace)
{
    private const string Completed = "COMPLETED";

    private static readonly string[] ReceiverSteps = ["call", "send"];

    private readonly JsonNode _message = detail["message"]!;

    /// <summary>The test file.</summary>
    /// <param name="flowFile">Name of the flow file beside it.</param>
    public JsonObject File(string flowFile) => new()
    {
        ["flow"] = flowFile,
        ["now"] = _message.Text("started"),
        ["tests"] = new JsonArray(Case()),
    };

    private JsonObject Case()
    {
        var test = new JsonObject
        {
            ["name"] = $"message {_message.Text("id")} ends {_message.Text("status")?.ToLowerInvariant()}",
            ["send"] = Send(),                                                              // 1
        };
        var calls = Calls().ToList();
        if (Stubs(calls) is { Count: > 0 } stubs)
        {
            test["stubs"] = stubs;                                                          // 2
        }

        test["expect"] = Expect(calls);                                                     // 3
        return test;
    }

    private JsonObject Send()
    {
        var source = input ?? trace[0];
        var send = new JsonObject();
        if (Body(source, "text") is { } body)
        {
            send["body"] = body;
        }

        AddPairs(send, "headers", source.Items("headers"));
        AddPairs(send, "properties", source.Items("properties"));
        if (source.Number("channel") is > 0 and var channel)
        {
            send["channel"] = (int)channel;
        }

        return send;
    }

    private IEnumerable<RecordedCall> Calls()
    {
        for (var i = 0; i < trace.Count; i++)
        {
            if (trace[i].Text("point") is "before" && trace[i].Text("step") is { } step && ReceiverSteps.Contains(trace[i].Text("kind"), StringComparer.Ordinal))
            {
                yield return new RecordedCall(step, trace[i].Text("kind") is "call", trace[i], i + 1 < trace.Count ? trace[i + 1] : null);
            }
        }
    }

    private JsonObject Stubs(IReadOnlyList<RecordedCall> calls)
    {
        var stubs = new JsonObject();
        foreach (var step in calls.Where(c => c.IsAnswered).GroupBy(c => c.Step, StringComparer.Ordinal))
        {
            stubs[step.Key] = new JsonArray([.. step.Select(Answer)]);
        }

        return stubs;
    }

    private JsonObject Answer(RecordedCall call)
    {
        if (string.Equals(_message["fault"]?.Text("step"), call.Step, StringComparison.Ordinal) || call.After is null)
        {
            return new JsonObject { ["status"] = 500 };
        }

        var answer = new JsonObject();
        if (Body(call.After, "text") is { } body)
        {
            answer["body"] = body;
        }

        if (call.After.Items("headers").FirstOrDefault(h => string.Equals(h.Text("name"), "Content-Type", StringComparison.OrdinalIgnoreCase))?.Text("value") is { } type)
        {
            answer["headers"] = new JsonObject { ["Content-Type"] = type };
        }

        return answer;
    }

    private JsonObject Expect(IReadOnlyList<RecordedCall> calls)
    {
        var expect = new JsonObject { ["outcome"] = _message.Text("status") is Completed ? "completed" : _message.Text("status") is "ESCALATED" ? "escalated" : "failed" };
        if (_message["fault"] is { } fault && expect["outcome"]!.GetValue<string>() != "completed")
        {
            expect["fault"] = fault.Text("code");
        }

        if (trace.LastOrDefault(t => t.Text("point") is "end") is { } end && Body(end, null) is { } body)
        {
            expect["body"] = body;
        }

        if (trace.Count > 0)
        {
            expect["calls"] = new JsonArray([.. calls.Select(Call)]);
        }

        return expect;
    }

    private static JsonObject Call(RecordedCall call)
    {
        var expected = new JsonObject { ["to"] = call.Step };
        if (Body(call.Before, null) is { } body)
        {
            expected["body"] = body;
        }

        return expected;
    }

    /// <summary>A body with its secrets masked; null when it is empty or not known as a whole.</summary>
    /// <param name="source">A capture, or an input.</param>
    /// <param name="form">How it is written; null: as XML or JSON if it is some, so that white space doesn't matter.</param>
    private static JsonObject? Body(JsonNode source, string? form)
    {
        var text = source.Text("body") ?? "";
        if (text.Length == 0 || source.IsTrue("bodyIsCut") || (source.IsTrue("bodyIsBase64") && form is null))
        {
            return null;
        }

        if (source.IsTrue("bodyIsBase64"))
        {
            return new JsonObject { ["base64"] = text };
        }

        var masked = SecretText.Mask(text);
        return new JsonObject { [form ?? FormOf(masked)] = masked };
    }

    private static string FormOf(string text)
    {
        try
        {
            switch (text.TrimStart())
            {
                case ['{' or '[', ..]:
                    JsonDocument.Parse(text).Dispose();
                    return "json";
                case ['<', ..]:
                    XmlComparison.Parse(text);
                    return "xml";
            }
        }
        catch (Exception e) when (e is JsonException or XmlException)
        {
            // A text that only begins like one.
        }

        return "text";
    }

    private static void AddPairs(JsonObject send, string name, IEnumerable<JsonNode> pairs)
    {
        var map = new JsonObject();
        foreach (var pair in pairs)
        {
            map[pair.Text("name") ?? ""] = pair.Text("value");
        }

        if (map.Count > 0)
        {
            send[name] = map;
        }
    }

    private sealed record RecordedCall(string Step, bool IsAnswered, JsonNode Before, JsonNode? After);
}
