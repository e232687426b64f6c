using System.Globalization;
using IntegrationActors.Formats.Edi;

namespace IntegrationActors.Formats.EdiSplitting;

/// <summary>
/// The syntax and service report message CONTRL (ISO 9735-4). The interchange is acknowledged at its own level (action 7 of UCI), so messages count as accepted that are not refused; each refused one has a
/// UCM with action 4, its segments with mistakes UCS and UCD.
/// </summary>
internal sealed class ContrlWriting(EdiAcknowledgement acknowledgement, EdiInterchangeWriter writer)
{
    private const string Rejected = "4";

    private const string Acknowledged = "7";

    private const string UnspecifiedError = "18";

    private const string Reference = "1";

    public void Write(EdiReader reader)
    {
        var whole = reader.Envelope;
        var now = acknowledgement.Now.UtcDateTime;
        var isNewer = string.CompareOrdinal(whole.SyntaxVersion, "4") >= 0;
        string[] sender = [whole.Sender, whole.SenderQualifier];
        string[] receiver = [whole.Receiver, whole.ReceiverQualifier];
        writer.Open(0, EdiAcknowledgement.Values(
            [whole.Syntax, whole.SyntaxVersion],
            receiver,
            sender,
            [now.ToString(isNewer ? "yyyyMMdd" : "yyMMdd", CultureInfo.InvariantCulture), now.ToString("HHmm", CultureInfo.InvariantCulture)],
            [acknowledgement.Number ?? whole.Reference]));
        writer.Open(2, EdiAcknowledgement.Values([Reference], isNewer ? ["CONTRL", "4", "1", "UN"] : ["CONTRL", "D", "3", "UN"]));
        writer.Segment("UCI", EdiAcknowledgement.Values([whole.Reference], sender, receiver, [Acknowledged]));
        while (reader.Read())
        {
            if (reader.Node == EdiNode.Message && acknowledgement.Refuses(reader.Messages))
            {
                Refuse(reader.Envelope, acknowledgement.Inspection.MistakesOf(reader.Messages) ?? []);
            }
        }

        writer.Close(2);
        writer.Close(0);
    }

    private void Refuse(EdiEnvelope message, IReadOnlyList<EdiMistake> mistakes)
    {
        var ofMessage = mistakes.FirstOrDefault(mistake => AcknowledgementCodes.IsOfMessage(mistake.Kind));
        var code = ofMessage is not null ? AcknowledgementCodes.Contrl(ofMessage.Kind) : mistakes.Count == 0 ? UnspecifiedError : "";
        writer.Segment("UCM", EdiAcknowledgement.Values(
            [message.MessageReference],
            [message.MessageType, message.MessageVersion, message.MessageRelease, message.Agency, message.AssociationCode],
            [Rejected],
            [code]));
        foreach (var segment in mistakes.Where(mistake => !AcknowledgementCodes.IsOfMessage(mistake.Kind)).GroupBy(mistake => mistake.Place.SegmentOfMessage))
        {
            var ofSegment = segment.FirstOrDefault(mistake => !AcknowledgementCodes.IsOfElement(mistake.Kind));
            writer.Segment("UCS", EdiAcknowledgement.Values([Number(segment.Key)], [ofSegment is null ? "" : AcknowledgementCodes.Contrl(ofSegment.Kind)]));
            foreach (var mistake in segment.Where(mistake => AcknowledgementCodes.IsOfElement(mistake.Kind)))
            {
                // The tag of the segment counts as its first position.
                var component = mistake.Place.Component == 0 ? "" : Number(mistake.Place.Component);
                writer.Segment("UCD", EdiAcknowledgement.Values([AcknowledgementCodes.Contrl(mistake.Kind)], [Number(mistake.Place.Element + 1), component]));
            }
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
