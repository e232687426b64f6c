using IntegrationActors.Formats.Edi;
using IntegrationActors.Formats.Edi.Grammars;

namespace IntegrationActors.Formats.EdiValidation;

/// <summary>How an interchange is checked.</summary>
public sealed record EdiValidatorOptions
{
    /// <summary>Encoding and limits.</summary>
    public EdiReadingOptions Reading { get; init; } = new();

    /// <summary>Grammars of the messages. Default none: only envelopes are checked.</summary>
    public IReadOnlyList<EdiGrammar> Grammars { get; init; } = [];

    /// <summary>Whether of messages without grammar only the envelopes are checked although there are grammars. Default false: such a message is a mistake.</summary>
    public bool AllowUnknownMessages { get; init; }
}
