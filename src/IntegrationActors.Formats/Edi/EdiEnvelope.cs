namespace IntegrationActors.Formats.Edi;

/// <summary>What the envelopes of an interchange say: who sends what to whom. Fields of group and message are those of the last ones that were read; what is not said is empty.</summary>
public sealed record EdiEnvelope
{
    /// <summary>The standard.</summary>
    public EdiStandard Standard { get; init; }

    /// <summary>Identification of the sender, without the blanks that X12 fills it up with.</summary>
    public string Sender { get; init; } = "";

    /// <summary>Qualifier of the sender.</summary>
    public string SenderQualifier { get; init; } = "";

    /// <summary>Identification of the receiver.</summary>
    public string Receiver { get; init; } = "";

    /// <summary>Qualifier of the receiver.</summary>
    public string ReceiverQualifier { get; init; } = "";

    /// <summary>Control reference of the interchange.</summary>
    public string Reference { get; init; } = "";

    /// <summary>Syntax identifier, as UNOC; EDIFACT only.</summary>
    public string Syntax { get; init; } = "";

    /// <summary>Version of the syntax: 1 to 4 in EDIFACT, as 00401 in X12.</summary>
    public string SyntaxVersion { get; init; } = "";

    /// <summary>1 for a test interchange of EDIFACT; P, T or I in X12.</summary>
    public string TestIndicator { get; init; } = "";

    /// <summary>The sender asks for an acknowledgement.</summary>
    public bool AsksForAcknowledgement { get; init; }

    /// <summary>Identifier of the functional group: of messages in EDIFACT (ORDERS), a code in X12 (PO).</summary>
    public string GroupType { get; init; } = "";

    /// <summary>Sender of the functional group.</summary>
    public string GroupSender { get; init; } = "";

    /// <summary>Receiver of the functional group.</summary>
    public string GroupReceiver { get; init; } = "";

    /// <summary>Control reference of the group.</summary>
    public string GroupReference { get; init; } = "";

    /// <summary>Type of the message: ORDERS, 850.</summary>
    public string MessageType { get; init; } = "";

    /// <summary>Version of the message: D in EDIFACT, 004010 in X12.</summary>
    public string MessageVersion { get; init; } = "";

    /// <summary>Release of the message: 96A; EDIFACT only.</summary>
    public string MessageRelease { get; init; } = "";

    /// <summary>Controlling agency: UN, or X in X12.</summary>
    public string Agency { get; init; } = "";

    /// <summary>Code that the association assigned, as EAN008.</summary>
    public string AssociationCode { get; init; } = "";

    /// <summary>Reference of the message.</summary>
    public string MessageReference { get; init; } = "";

    internal string MessageName => string.Join(' ', new[] { MessageType, MessageVersion, MessageRelease, AssociationCode }.Where(part => part.Length > 0));

    /// <summary>The headers that SAP Cloud Integration sets; what is not said is empty.</summary>
    public IEnumerable<KeyValuePair<string, string>> Headers()
    {
        (string Name, string Value)[] all =
        [
            ("SAP_EDI_Document_Standard", Standard == EdiStandard.Edifact ? "UN-EDIFACT" : "ASC-X12"),
            ("SAP_EDI_Sender_ID", Sender),
            ("SAP_EDI_Sender_ID_Qualifier", SenderQualifier),
            ("SAP_EDI_Receiver_ID", Receiver),
            ("SAP_EDI_Receiver_ID_Qualifier", ReceiverQualifier),
            ("SAP_EDI_Interchange_Control_Number", Reference),
            ("SAP_EDI_Syntax_Identifier", Syntax),
            ("SAP_EDI_Syntax_Version", SyntaxVersion),
            ("SAP_EDI_Usage_Indicator", TestIndicator),
            ("SAP_EDI_Message_Type", MessageType),
            ("SAP_EDI_Message_Version", MessageVersion),
            ("SAP_EDI_Message_Release", MessageRelease),
            ("SAP_EDI_Message_Controlling_Agency", Agency),
            ("SAP_EDI_Message_Association_Assign_Code", AssociationCode),
            ("SAP_EDI_Message_Control_Number", MessageReference),
            ("SAP_EDI_GS_Functional_Id_Code", GroupType),
            ("SAP_EDI_GS_Sender_ID", GroupSender),
            ("SAP_EDI_GS_Receiver_ID", GroupReceiver),
            ("SAP_EDI_GS_Control_Number", GroupReference),
        ];
        return all.Select(header => KeyValuePair.Create(header.Name, header.Value));
    }
}
