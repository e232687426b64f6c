using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using IntegrationActors.Core.Messages;
using IntegrationActors.Expressions.JsonPath;

namespace IntegrationActors.Expressions.Tests.JsonPath;

[Properties(Arbitrary = [typeof(JsonPathGenerators)], MaxTest = 500)]
public sealed class JsonPathPropertyTests
{
    [Property]
    public void Every_normalized_path_selects_its_node_alone(JsonText document, PathText path)
    {
        using var parsed = JsonDocument.Parse(WithoutDuplicates(document));

        foreach (var node in JsonPathQuery.Parse(path.Value).SelectNodes(parsed.RootElement).Take(50))
        {
            var again = Assert.Single(JsonPathQuery.Parse(node.Path).SelectNodes(parsed.RootElement));
            Assert.Equal(node.Path, again.Path);
            Assert.True(JsonElement.DeepEquals(node.Value, again.Value));
        }
    }

    [Property]
    public void Values_nodes_and_first_node_agree(JsonText document, PathText path)
    {
        using var parsed = JsonDocument.Parse(document.Value);
        var query = JsonPathQuery.Parse(path.Value);

        var nodes = query.SelectNodes(parsed.RootElement);

        Assert.Equal(nodes.Select(node => node.Value.GetRawText()), query.Select(parsed.RootElement).Select(value => value.GetRawText()));
        Assert.Equal(nodes.Count > 0, query.TrySelectFirst(parsed.RootElement, out var first));
        Assert.True(nodes.Count == 0 || first.GetRawText() == nodes[0].Value.GetRawText());
    }

    [Property]
    public void A_filter_and_its_negation_part_the_children(JsonText document, PathText path)
    {
        using var parsed = JsonDocument.Parse(document.Value);
        var test = "@" + path.Value[1..];

        var holds = JsonPathQuery.Parse($"$[?{test}]").Select(parsed.RootElement).Count;
        var fails = JsonPathQuery.Parse($"$[?!{test}]").Select(parsed.RootElement).Count;

        Assert.Equal(JsonPathQuery.Parse("$.*").Select(parsed.RootElement).Count, holds + fails);
    }

    [Property(MaxTest = 2000)]
    public void Scanning_bytes_gives_the_same_answer_as_the_parsed_document(JsonText document, SingularPathText path)
    {
        var bytes = Encoding.UTF8.GetBytes(document.Value);
        using var parsed = JsonDocument.Parse(bytes);
        var query = JsonPathQuery.Parse(path.Value);

        var expected = query.TrySelectFirst(parsed.RootElement, out var element);

        Assert.True(query.CanScan);
        Assert.Equal(expected, query.TryScan(bytes, default, out var slice));
        if (expected)
        {
            Assert.Equal(element.ValueKind, slice.Kind);
            Assert.Equal(element.GetRawText(), Encoding.UTF8.GetString(slice.Of(bytes)));
            Assert.Equal(slice.Kind == JsonValueKind.String ? element.GetString() : null, slice.Kind == JsonValueKind.String ? slice.GetString(bytes) : null);
        }
    }

    [Property(MaxTest = 1000)]
    public void Scanning_refuses_the_same_broken_documents(JsonText document, SingularPathText path, byte at, char inserted)
    {
        var text = document.Value.Insert(at % (document.Value.Length + 1), inserted < 128 ? inserted.ToString() : "]");
        var bytes = Encoding.UTF8.GetBytes(text);

        var parse = Record.Exception(() => JsonDocument.Parse(bytes, JsonLimits.Document));
        var scan = Record.Exception(() => JsonPathQuery.Parse(path.Value).TryScan(bytes, JsonLimits.Reader, out _));

        Assert.Equal(parse is null, scan is null);
        Assert.True(scan is null or JsonException, scan?.ToString());
    }

    [Property(MaxTest = 3000)]
    public void Parsing_anything_gives_a_query_or_an_error_inside_the_text(BrokenPathText path)
    {
        try
        {
            JsonPathQuery.Parse(path.Value);
        }
        catch (JsonPathException error)
        {
            Assert.InRange(error.Offset, 0, path.Value.Length);
            Assert.NotEmpty(error.Message);
        }
    }

    [Property]
    public void Parsing_random_characters_gives_a_query_or_an_error(string? text)
    {
        var error = Record.Exception(() => JsonPathQuery.Parse("$[?" + text));

        Assert.True(error is null or JsonPathException, error?.ToString());
    }

    // Members of the same name have the same normalized path; the last one wins.
    private static string WithoutDuplicates(JsonText document) =>
        Deduplicate(JsonDocument.Parse(document.Value).RootElement);

    private static string Deduplicate(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(',', value.EnumerateObject().DistinctBy(member => member.Name).Select(member => $"{JsonSerializer.Serialize(member.Name)}:{Deduplicate(member.Value)}"))}}}",
        JsonValueKind.Array => $"[{string.Join(',', value.EnumerateArray().Select(Deduplicate))}]",
        _ => value.GetRawText(),
    };
}
