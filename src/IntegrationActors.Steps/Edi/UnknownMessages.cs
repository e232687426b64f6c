namespace IntegrationActors.Steps.Edi;

/// <summary>What becomes of messages for which there is no grammar, although there are grammars.</summary>
public enum UnknownMessages
{
    /// <summary>They are refused.</summary>
    Refuse,

    /// <summary>They are taken as they are; only their envelopes are checked.</summary>
    Accept,
}
