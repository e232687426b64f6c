namespace IntegrationActors.Formats.Edi.Grammars;

/// <summary>The grammars that a step has.</summary>
internal sealed class EdiGrammarSet(IReadOnlyList<EdiGrammar> grammars)
{
    public bool IsEmpty => grammars.Count == 0;

    public IEnumerable<string> Names => grammars.Select(grammar => grammar.Message.ToString());

    /// <summary>The first grammar that describes the message; null when none does.</summary>
    public EdiGrammar? Find(EdiEnvelope envelope) => grammars.FirstOrDefault(grammar => grammar.Describes(envelope));
}
