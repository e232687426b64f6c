namespace IntegrationActors.Formats.Edi;

/// <summary>Reads the fields of an envelope off its headers.</summary>
internal static class EdiEnvelopeFields
{
    public static EdiEnvelope Interchange(EdiStandard standard, EdiSegment segment) => standard == EdiStandard.Edifact
        ? new EdiEnvelope
        {
            Standard = standard,
            Syntax = segment.Text(1),
            SyntaxVersion = segment.Text(1, 2),
            Sender = segment.Text(2),
            SenderQualifier = segment.Text(2, 2),
            Receiver = segment.Text(3),
            ReceiverQualifier = segment.Text(3, 2),
            Reference = segment.Text(5),
            AsksForAcknowledgement = segment.Text(9) == "1",
            TestIndicator = segment.Text(11),
        }
        : new EdiEnvelope
        {
            Standard = standard,
            SenderQualifier = segment.Text(5).TrimEnd(),
            Sender = segment.Text(6).TrimEnd(),
            ReceiverQualifier = segment.Text(7).TrimEnd(),
            Receiver = segment.Text(8).TrimEnd(),
            SyntaxVersion = segment.Text(IsaSegment.Version),
            Reference = segment.Text(IsaSegment.ControlNumber),
            AsksForAcknowledgement = segment.Text(14) == "1",
            TestIndicator = segment.Text(15),
        };

    public static EdiEnvelope Group(EdiEnvelope envelope, EdiSegment segment) => envelope.Standard == EdiStandard.Edifact
        ? envelope with { GroupType = segment.Text(1), GroupSender = segment.Text(2), GroupReceiver = segment.Text(3), GroupReference = segment.Text(5) }
        : envelope with
        {
            GroupType = segment.Text(1),
            GroupSender = segment.Text(2),
            GroupReceiver = segment.Text(3),
            GroupReference = segment.Text(6),
            Agency = segment.Text(7),
            MessageVersion = segment.Text(8),
        };

    public static EdiEnvelope Message(EdiEnvelope envelope, EdiSegment segment) => envelope.Standard == EdiStandard.Edifact
        ? envelope with
        {
            MessageReference = segment.Text(1),
            MessageType = segment.Text(2),
            MessageVersion = segment.Text(2, 2),
            MessageRelease = segment.Text(2, 3),
            Agency = segment.Text(2, 4),
            AssociationCode = segment.Text(2, 5),
        }
        : envelope with { MessageType = segment.Text(1), MessageReference = segment.Text(2) };
}
