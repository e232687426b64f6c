namespace IntegrationActors.Steps.Edi;

/// <summary>What becomes of counts and references in trailers (UNT, UNE, UNZ, SE, GE, IEA) that are wrong.</summary>
public enum EdiTrailers
{
    /// <summary>They are mistakes.</summary>
    Check,

    /// <summary>They are passed over, as for senders that count wrong.</summary>
    Ignore,
}
