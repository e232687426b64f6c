using System.Globalization;
using IntegrationActors.Formats.Edi;

namespace IntegrationActors.Formats.EdiSplitting;

/// <summary>The functional acknowledgment 997 of X12, or the implementation acknowledgment 999: one for each functional group, with AK2 to AK5 (IK5) for each of its transaction sets.</summary>
internal sealed class FunctionalAcknowledgementWriting(EdiAcknowledgement acknowledgement, EdiInterchangeWriter writer)
{
    private const int LongestValue = 99;

    // The one guideline that 999 is used by (X12N, since 005010).
    private const string Guideline999 = "005010X231A1";

    private readonly bool _is999 = acknowledgement.Functional == FunctionalAcknowledgement.Set999;
    private int _groups;
    private int _messages;
    private int _accepted;

    public void Write(EdiReader reader)
    {
        var number = acknowledgement.Number ?? reader.Envelope.Reference.TrimStart('0');
        number = number.Length == 0 ? "1" : number;
        var isa = reader.Segment;
        writer.Open(0, Header(isa, number));
        if (reader.Envelope.AsksForAcknowledgement)
        {
            writer.Segment("TA1", EdiAcknowledgement.Values([isa.Text(IsaSegment.ControlNumber)], [isa.Text(9)], [isa.Text(10)], ["A"], ["000"]));
        }

        while (reader.Read())
        {
            Take(reader, number);
        }

        if (_groups > 0)
        {
            writer.Close(1);
        }

        writer.Close(0);
    }

    private void Take(EdiReader reader, string number)
    {
        var envelope = reader.Envelope;
        switch (reader.Node)
        {
            case EdiNode.Group:
                OpenGroup(reader.Segment, envelope, number);
                break;
            case EdiNode.Message:
                _messages++;
                var isRefused = acknowledgement.Refuses(reader.Messages);
                _accepted += isRefused ? 0 : 1;
                Message(reader, isRefused, acknowledgement.Inspection.MistakesOf(reader.Messages) ?? []);
                break;
            case EdiNode.GroupEnd:
                var verdict = _accepted == _messages ? "A" : _accepted == 0 ? "R" : "P";
                writer.Segment("AK9", EdiAcknowledgement.Values([verdict], [reader.Segment.Text(1)], [Number(_messages)], [Number(_accepted)]));
                writer.Close(2);
                break;
        }
    }

    private List<EdiWrittenValue> Header(EdiSegment isa, string number)
    {
        var now = acknowledgement.Now.UtcDateTime;
        return EdiAcknowledgement.Values(
            [isa.Text(1)],
            [isa.Text(2)],
            [isa.Text(3)],
            [isa.Text(4)],
            [isa.Text(7)],
            [isa.Text(8)],
            [isa.Text(5)],
            [isa.Text(6)],
            [now.ToString("yyMMdd", CultureInfo.InvariantCulture)],
            [now.ToString("HHmm", CultureInfo.InvariantCulture)],
            [isa.Text(IsaSegment.Repetition)],
            [isa.Text(IsaSegment.Version)],
            [number],
            ["0"],
            [isa.Text(15)]);
    }

    private void OpenGroup(EdiSegment gs, EdiEnvelope envelope, string number)
    {
        if (_groups++ == 0)
        {
            var now = acknowledgement.Now.UtcDateTime;
            writer.Open(1, EdiAcknowledgement.Values(
                ["FA"],
                [envelope.GroupReceiver],
                [envelope.GroupSender],
                [now.ToString("yyyyMMdd", CultureInfo.InvariantCulture)],
                [now.ToString("HHmm", CultureInfo.InvariantCulture)],
                [number],
                [gs.Text(7)],
                [_is999 ? Guideline999 : envelope.MessageVersion]));
        }

        (_messages, _accepted) = (0, 0);
        var set = _groups.ToString("0000", CultureInfo.InvariantCulture);
        writer.Open(2, _is999 ? EdiAcknowledgement.Values(["999"], [set], [Guideline999]) : EdiAcknowledgement.Values(["997"], [set]));
        writer.Segment("AK1", EdiAcknowledgement.Values([envelope.GroupType], [envelope.GroupReference], [_is999 ? gs.Text(8) : ""]));
    }

    private void Message(EdiReader reader, bool isRefused, IReadOnlyList<EdiMistake> mistakes)
    {
        writer.Segment("AK2", EdiAcknowledgement.Values([reader.Envelope.MessageType], [reader.Envelope.MessageReference], [_is999 ? reader.Segment.Text(3) : ""]));
        foreach (var segment in mistakes.Where(mistake => !AcknowledgementCodes.IsOfMessage(mistake.Kind)).GroupBy(mistake => mistake.Place.SegmentOfMessage))
        {
            // What is missing is named itself, at the place where it is missed.
            var first = segment.FirstOrDefault(mistake => !AcknowledgementCodes.IsOfElement(mistake.Kind)) ?? segment.First();
            var tag = first is { Kind: EdiMistakeKind.MissingSegment, Value: { } missing } ? missing : first.Place.Tag;
            writer.Segment(_is999 ? "IK3" : "AK3", EdiAcknowledgement.Values([tag], [Number(segment.Key)], [""], [AcknowledgementCodes.Segment(first.Kind)]));
            foreach (var mistake in segment.Where(mistake => AcknowledgementCodes.IsOfElement(mistake.Kind)))
            {
                var component = mistake.Place.Component == 0 ? "" : Number(mistake.Place.Component);
                writer.Segment(_is999 ? "IK4" : "AK4", EdiAcknowledgement.Values([Number(mistake.Place.Element), component], [""], [AcknowledgementCodes.Element(mistake.Kind)], [Shown(mistake.Value)]));
            }
        }

        var codes = mistakes.Select(mistake => AcknowledgementCodes.TransactionSet(mistake.Kind)).Distinct(StringComparer.Ordinal).Take(5).Select(code => new[] { code }).ToArray();
        writer.Segment(_is999 ? "IK5" : "AK5", EdiAcknowledgement.Values([[isRefused ? "R" : "A"], .. codes]));
    }

    private static string Shown(string? value) => value is null || value.Length <= LongestValue ? value ?? "" : value[..LongestValue];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
