using System.Buffers;
using System.Text;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Formats.Edi;
using IntegrationActors.Formats.Edi.Grammars;
using IntegrationActors.Formats.Text;

namespace IntegrationActors.Formats.XmlToEdi;

/// <summary>Knows where in the interchange the conversion is: headers open, trailers are made, everything between is written as it comes.</summary>
internal sealed class InterchangeWriting(XmlToEdiOptions options, IBufferWriter<byte> output)
{
    private readonly EdiGrammarSet _grammars = new(options.Grammars);
    private EdiEnvelope _envelope = new();
    private EdiEnvelopeTags _tags = EdiEnvelopeTags.Edifact;
    private EdiInterchangeWriter? _writer;
    private EdiGrammar? _grammar;
    private bool _isInMessage;
    private (int Level, List<EdiWrittenValue> Values)? _held;

    /// <summary>What the root element says.</summary>
    public string? RootSeparators { get; set; }

    /// <summary>What S_UNA says.</summary>
    public string? ServiceString { get; set; }

    /// <summary>The reference that the header needs which is held back.</summary>
    public EdiNumbers Wanted { get; private set; }

    public EdiStandard Standard => _envelope.Standard;

    public Encoding Encoding { get; private set; } = TextEncodings.Utf8;

    /// <summary>What names in a segment may mean.</summary>
    public IReadOnlyList<EdiSegmentDefinition> Definitions(string tag)
    {
        if (tag == "ISA")
        {
            return [ServiceSegments.Isa("00401"), ServiceSegments.Isa("00501")];
        }

        EdiSegmentDefinition?[] known = [_grammar?.Segment(tag), ServiceSegments.Find(_envelope.Standard, tag)];
        return [.. known.OfType<EdiSegmentDefinition>()];
    }

    public void Segment(SegmentReading segment, bool isMessage, string here)
    {
        if (_writer is null)
        {
            Begin(segment, here);
            return;
        }

        var node = _tags.NodeOf(segment.Tag);
        switch (node)
        {
            case EdiNode.MessageEnd when _isInMessage:
            case EdiNode.InterchangeEnd when !isMessage:
                // Trailers are made.
                break;
            case EdiNode.GroupEnd when !isMessage && _writer.HasGroup:
                _writer.Close(1);
                break;
            case EdiNode.Group when !isMessage:
                CloseGroup();
                _envelope = _envelope with { MessageVersion = EdiWrittenValue.Find(segment.Values, 8) };
                Open(1, EdiNumbers.Group, segment);
                break;
            case EdiNode.Message when isMessage && !_isInMessage:
                OpenMessage(segment);
                break;
            case EdiNode.Segment or EdiNode.Service when isMessage && _isInMessage:
            case EdiNode.Service when !isMessage && _envelope.Standard == EdiStandard.X12:
                _writer.Segment(segment.Tag, segment.Values);
                break;
            default:
                throw EdiFaults.NotEdiXml(here, $"S_{segment.Tag} can't stand here{(isMessage && !_isInMessage ? $": a message begins with S_{_tags.Headers[2]}" : "")}.");
        }
    }

    public void EndMessage(string here)
    {
        if (!_isInMessage)
        {
            throw EdiFaults.NotEdiXml(here, $"the message has no S_{_tags.Headers[2]}.");
        }

        _writer!.Close(2);
        (_isInMessage, _grammar) = (false, null);
    }

    public void End(string here)
    {
        if (_writer is null)
        {
            throw EdiFaults.NotEdiXml(here, "the interchange has neither S_UNB nor S_ISA.");
        }

        CloseGroup();
        _writer.Close(0);
    }

    /// <summary>The reference that was wanted: the header can be written.</summary>
    public void Supply(string number)
    {
        var (level, values) = _held ?? throw new InvalidOperationException("No reference is wanted.");
        EdiWrittenValue.Set(values, _tags.References[level], number);
        (_held, Wanted) = (null, EdiNumbers.None);
        _writer!.Open(level, values);
    }

    private void CloseGroup()
    {
        if (_writer!.HasGroup)
        {
            _writer.Close(1);
        }
    }

    private void Begin(SegmentReading segment, string here)
    {
        var standard = segment.Tag switch
        {
            "UNB" => EdiStandard.Edifact,
            "ISA" => EdiStandard.X12,
            _ => throw EdiFaults.NotEdiXml(here, $"the interchange begins with S_{segment.Tag}, and S_UNB or S_ISA is expected."),
        };
        _envelope = new EdiEnvelope { Standard = standard };
        _tags = EdiEnvelopeTags.Of(standard);
        var dialect = new DialectChoice(options, RootSeparators, ServiceString).For(standard, segment.Values, here);
        Encoding = dialect.Encoding;
        _writer = new EdiInterchangeWriter(new EdiSegmentWriter(output, dialect));
        Open(0, EdiNumbers.Interchange, segment);
    }

    private void OpenMessage(SegmentReading segment)
    {
        var values = segment.Values;
        var isEdifact = _envelope.Standard == EdiStandard.Edifact;
        _envelope = _envelope with
        {
            MessageType = EdiWrittenValue.Find(values, isEdifact ? 2 : 1),
            MessageVersion = isEdifact ? EdiWrittenValue.Find(values, 2, 2) : _envelope.MessageVersion,
            MessageRelease = isEdifact ? EdiWrittenValue.Find(values, 2, 3) : "",
            AssociationCode = isEdifact ? EdiWrittenValue.Find(values, 2, 5) : "",
        };
        _grammar = _grammars.Find(_envelope);
        _isInMessage = true;
        Open(2, EdiNumbers.Message, segment);
    }

    private void Open(int level, EdiNumbers number, SegmentReading segment)
    {
        if (options.Numbers.HasFlag(number))
        {
            (_held, Wanted) = ((level, [.. segment.Values]), number);
            return;
        }

        _writer!.Open(level, segment.Values);
    }
}
