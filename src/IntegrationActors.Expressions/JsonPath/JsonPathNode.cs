using System.Runtime.InteropServices;
using System.Text.Json;

namespace IntegrationActors.Expressions.JsonPath;

/// <summary>A value that a query selected, together with the place it was found at.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct JsonPathNode
{
    private readonly PathStep? _step;

    internal JsonPathNode(JsonElement value, PathStep? step)
    {
        Value = value;
        _step = step;
    }

    /// <summary>The selected value.</summary>
    public JsonElement Value { get; }

    /// <summary>Its normalized path (RFC 9535 section 2.7), such as <c>$['items'][0]</c>; only <see cref="JsonPathQuery.SelectNodes"/> fills it.</summary>
    public string Path => _step?.ToString() ?? throw new InvalidOperationException("This node was selected without paths; use SelectNodes.");

    /// <summary>The same path as names (<see cref="string"/>) and indexes (<see cref="int"/>) from the root.</summary>
    public IReadOnlyList<object> Steps => _step?.ToSteps() ?? throw new InvalidOperationException("This node was selected without paths; use SelectNodes.");

    internal bool TracksPath => _step is not null;

    internal JsonPathNode Member(JsonElement value, string name) => new(value, _step?.Member(name));

    internal JsonPathNode Member(in JsonProperty member) => new(member.Value, _step?.Member(member.Name));

    internal JsonPathNode Item(JsonElement value, int index) => new(value, _step?.Item(index));
}
