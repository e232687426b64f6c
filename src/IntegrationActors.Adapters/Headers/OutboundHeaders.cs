using IntegrationActors.Adapters.Https;

namespace IntegrationActors.Adapters.Headers;

/// <summary>Which headers of a message go to another system, for channels other than HTTP: those that the channel lists, and none of the runtime.</summary>
/// <param name="entries">Names, or <c>*</c>.</param>
public sealed class OutboundHeaders(IReadOnlyList<string> entries)
{
    private readonly HeaderSelection _selection = new(entries);

    /// <summary>What is wrong with an entry; null when it is good.</summary>
    public static string? Check(string entry) => entry.Contains('|', StringComparison.Ordinal) ? HeaderEntryAttribute.WriteList(entry)
        : ReservedHeaders.IsInternal(entry) ? $"header '{entry}' is the runtime's own; leave it out"
        : entry.Length == 0 || ReservedHeaders.HasControls(entry) ? "a name of a header is missing, or has a control character"
        : null;

    /// <summary>Whether a header goes out.</summary>
    public bool Sends(string name) => _selection.Contains(name) && !ReservedHeaders.IsInternal(name);
}
