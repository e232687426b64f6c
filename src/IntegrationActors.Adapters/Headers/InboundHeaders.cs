using IntegrationActors.Adapters.Https.Sender;

namespace IntegrationActors.Adapters.Headers;

/// <summary>Which headers of another system come into messages, for channels other than HTTP: those that the flow or the channel allows, and none that the runtime trusts.</summary>
/// <param name="entries">Names, regular expressions, or <c>*</c>; those that would let in what nobody outside may set are void.</param>
public sealed class InboundHeaders(IEnumerable<string> entries)
{
    private readonly AllowedHeaders _allowed = new(entries);

    /// <summary>What is wrong with an entry; null when it is good.</summary>
    public static string? Check(string entry) => AllowedHeaders.Check(entry);

    /// <summary>Whether a header comes in.</summary>
    public bool Takes(string name) => _allowed.Takes(name);
}
