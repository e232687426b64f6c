using System.Buffers;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Formats.Edi;

namespace IntegrationActors.Formats.EdiSplitting;

/// <summary>Cuts an interchange into interchanges of one message each. Messages that an inspection refused are left out. For one owner.</summary>
/// <param name="edi">The body with the interchange, which was inspected; disposed of with the reader.</param>
/// <param name="inspection">What was found out about it.</param>
/// <param name="cancel">Asked for each block that is read.</param>
public sealed class EdiPartReader(Stream edi, EdiInspection inspection, CancellationToken cancel) : IDisposable
{
    private const int MostDigits = 14;

    // The envelope of a refused message may be wrong.
    private readonly EdiReader _reader = new(edi, inspection.Reading, _ => { }, cancel);
    private HeaderBytes? _interchange;
    private HeaderBytes? _group;

    /// <summary>The envelopes around the message.</summary>
    public EdiEnvelope Envelope => _reader.Envelope;

    /// <summary>Whether the message stands in a functional group.</summary>
    public bool HasGroup => _group is not null;

    /// <summary>Goes to the next message; false when there is none.</summary>
    public bool MoveNext()
    {
        while (_reader.Read())
        {
            switch (_reader.Node)
            {
                case EdiNode.Interchange:
                    _interchange = new HeaderBytes(_reader.Segment, EdiEnvelopeTags.Of(_reader.Standard).References[0]);
                    break;
                case EdiNode.Group:
                    _group = new HeaderBytes(_reader.Segment, EdiEnvelopeTags.Of(_reader.Standard).References[1]);
                    break;
                case EdiNode.Message when inspection.MistakesOf(_reader.Messages) is null:
                    return true;
            }
        }

        return false;
    }

    /// <summary>Writes the message as an interchange of its own.</summary>
    /// <param name="target">Gets the interchange.</param>
    /// <param name="interchangeNumber">Its reference; null: the one of the whole.</param>
    /// <param name="groupNumber">Reference of its group; null: the one that it has.</param>
    /// <exception cref="FaultException">IA3497: a number is too long, or holds a separator.</exception>
    public void Write(IBufferWriter<byte> target, string? interchangeNumber, string? groupNumber)
    {
        Check(interchangeNumber, _reader.Standard == EdiStandard.X12 ? IsaSegment.Widths[IsaSegment.ControlNumber - 1] : MostDigits);
        Check(groupNumber, _reader.Standard == EdiStandard.X12 ? 9 : MostDigits);
        if (_reader.ServiceString is { } six)
        {
            target.Write("UNA"u8);
            target.Write(EdiSeparators.Parse(six, EdiStandard.Edifact).ServiceString());
        }

        _interchange!.WriteTo(target, interchangeNumber);
        End(target);
        if (_group is not null)
        {
            _group.WriteTo(target, groupNumber);
            End(target);
        }

        WriteMessage(target);
        var tags = EdiEnvelopeTags.Of(_reader.Standard);
        if (_group is not null)
        {
            Trailer(target, tags.Trailers[1], _group.Reference(groupNumber));
        }

        Trailer(target, tags.Trailers[0], _interchange.Reference(interchangeNumber));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader.Dispose();
        edi.Dispose();
    }

    private static void Check(string? number, int most)
    {
        if (number is not null && (number.Length is 0 || number.Length > most || !number.All(char.IsAsciiLetterOrDigit)))
        {
            throw EdiFaults.NotWritable($"The number '{EdiFaults.Shown(number)}'", $"a reference has 1 to {most} letters and digits.", "Let the number range have a maximum with fewer digits.");
        }
    }

    private void WriteMessage(IBufferWriter<byte> target)
    {
        do
        {
            target.Write(_reader.Segment.Raw);
            End(target);
        }
        while (_reader.Node != EdiNode.MessageEnd && _reader.Read());
    }

    private void Trailer(IBufferWriter<byte> target, string tag, byte[] reference)
    {
        var element = _reader.Separators.Element;
        target.Write([.. System.Text.Encoding.ASCII.GetBytes(tag), element, (byte)'1', element, .. reference]);
        End(target);
    }

    private void End(IBufferWriter<byte> target) => target.Write([_reader.Separators.Segment]);
}
