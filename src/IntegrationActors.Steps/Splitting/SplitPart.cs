using IntegrationActors.Core.Messages;

namespace IntegrationActors.Steps.Splitting;

/// <summary>A part that was cut off.</summary>
/// <param name="Body">Its content; owned by whoever takes the part.</param>
/// <param name="FileName">Its name, when it is a file of an archive.</param>
internal readonly record struct SplitPart(Payload Body, string? FileName = null)
{
    /// <summary>Headers that the part has of its own; null removes one that the whole message has.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>>? Headers { get; init; }
}
