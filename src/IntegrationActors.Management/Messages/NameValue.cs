namespace IntegrationActors.Management.Messages;

/// <summary>A name with its value; a list of them keeps order and repeated names.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value as text.</param>
public sealed record NameValue(string Name, string Value)
{
    internal static IReadOnlyList<NameValue> Of(IEnumerable<KeyValuePair<string, string>> pairs) => [.. pairs.Select(p => new NameValue(p.Key, p.Value))];
}
