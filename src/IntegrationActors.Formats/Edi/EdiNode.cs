namespace IntegrationActors.Formats.Edi;

/// <summary>What a segment is in its interchange.</summary>
internal enum EdiNode
{
    /// <summary>UNB or ISA.</summary>
    Interchange,

    /// <summary>UNG or GS.</summary>
    Group,

    /// <summary>UNH or ST.</summary>
    Message,

    /// <summary>A segment within a message.</summary>
    Segment,

    /// <summary>A segment within the interchange and outside of messages: TA1.</summary>
    Service,

    /// <summary>UNT or SE.</summary>
    MessageEnd,

    /// <summary>UNE or GE.</summary>
    GroupEnd,

    /// <summary>UNZ or IEA.</summary>
    InterchangeEnd,
}
