using System.Globalization;
using System.Text;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Formats.Edi;

/// <summary>
/// Reads the segments of one interchange and checks its envelopes: headers and trailers stand where they belong, references are the same in both, counts are right. What is wrong with the envelope of
/// a message can be collected; everything else ends the reading.
/// </summary>
/// <param name="edi">The interchange; stays open.</param>
/// <param name="options">Encoding and limits.</param>
/// <param name="onMistake">Gets what is wrong with count and reference of a message; null: it ends the reading too.</param>
/// <param name="cancel">Ends the reading.</param>
internal sealed class EdiReader(Stream edi, EdiReadingOptions options, Action<EdiMistake>? onMistake, CancellationToken cancel) : IDisposable
{
    private const int Closed = -1;

    private readonly EdiTokenizer _tokens = new(edi, options, cancel);
    private readonly string[] _references = ["", "", ""];
    private readonly long[] _counts = new long[3];
    private EdiEnvelopeTags _tags = EdiEnvelopeTags.Edifact;

    // Innermost open envelope: 0 interchange, 1 group, 2 message; -1 outside.
    private int _level = Closed;
    private bool _isDone;
    private bool _hasGroups;
    private bool _isInGroup;

    public EdiSegment Segment => _tokens.Segment;

    public EdiStandard Standard => _tokens.Standard;

    public EdiSeparators Separators => _tokens.Separators;

    /// <summary>The six characters of the service string advice, in the notation of <see cref="EdiSeparators"/>; null when there is none.</summary>
    public string? ServiceString => _tokens.ServiceString;

    /// <summary>What the segment is that was read last.</summary>
    public EdiNode Node { get; private set; }

    public EdiEnvelope Envelope { get; private set; } = new();

    /// <summary>How many messages were begun.</summary>
    public long Messages { get; private set; }

    /// <summary>Reads the next segment; false behind the interchange.</summary>
    /// <exception cref="FaultException">IA3490 to IA3494, with the place.</exception>
    public bool Read()
    {
        if (_isDone && options.EndsBehindInterchange)
        {
            return false;
        }

        if (!_tokens.Read())
        {
            return _isDone ? false : throw EdiFaults.CutOff(_tokens.Here, $"{(_level == Closed ? _tags.Headers[0] : _tags.Trailers[_level])} is missing");
        }

        _tags = EdiEnvelopeTags.Of(Standard);
        if (_isDone)
        {
            throw EdiFaults.WrongEnvelope(Segment.Place, $"the interchange ended with {_tags.Trailers[0]}, and something stands behind it: one interchange is read at a time; splitter: {{ edi: {{}} }} takes several apart.");
        }

        Node = _tags.NodeOf(Segment.Tag);
        Take();
        return true;
    }

    /// <summary>Behind an interchange: whether another one follows, and where.</summary>
    public bool HasMore(out EdiPlace place) => _tokens.HasMore(out place);

    public void Dispose() => _tokens.Dispose();

    private void Take()
    {
        switch (Node)
        {
            case EdiNode.Interchange:
                Expect(_level == Closed);
                OpenInterchange();
                break;
            case EdiNode.Group:
                Expect(_level == 0);
                (_level, _hasGroups, _isInGroup) = (1, true, true);
                _counts[0]++;
                Envelope = EdiEnvelopeFields.Group(Envelope, Segment);
                Open(1);
                break;
            case EdiNode.Message:
                Expect(_level == 1 || (_level == 0 && Standard == EdiStandard.Edifact && !_hasGroups));
                OpenMessage();
                break;
            case EdiNode.Segment:
            case EdiNode.Service when _level == 2:
                Node = EdiNode.Segment;
                Expect(_level == 2);
                Count();
                break;
            case EdiNode.Service:
                Expect(Standard == EdiStandard.X12 && _level == 0 && !_hasGroups);
                break;
            default:
                Close(EdiNode.InterchangeEnd - Node);
                break;
        }
    }

    private void OpenInterchange()
    {
        _level = 0;
        Segment.Encoding = options.Encoding ?? (Standard == EdiStandard.X12 ? options.X12Encoding : Encoding.Latin1);
        var syntax = Segment.Text(1);
        Segment.Encoding = Standard == EdiStandard.X12 || options.Encoding is not null ? Segment.Encoding : EdiEncodings.OfSyntax(syntax) ?? throw EdiFaults.UnknownEncoding(syntax);
        Envelope = EdiEnvelopeFields.Interchange(Standard, Segment);
        if (Standard == EdiStandard.Edifact)
        {
            // Repetitions came with version 4; before that the character of UNA was reserved.
            var usual = ServiceString is not null ? Separators.Repetition : Separators.Release == 0 ? (byte)0 : EdiSeparators.Edifact.Repetition;
            _tokens.UseRepetition(string.CompareOrdinal(Envelope.SyntaxVersion, "4") >= 0 ? usual : (byte)0);
        }

        Open(0);
    }

    private void OpenMessage()
    {
        _level = 2;
        Messages++;
        _counts[_isInGroup ? 1 : 0]++;
        Envelope = EdiEnvelopeFields.Message(Envelope, Segment);
        Open(2);
        Count();
    }

    private void Open(int level)
    {
        var reference = Segment.Text(_tags.References[level]);
        if (reference.Length == 0)
        {
            throw EdiFaults.WrongEnvelope(Segment.Place with { Element = _tags.References[level] }, $"{Segment.Tag} has no reference.");
        }

        _references[level] = reference;
        _counts[level] = 0;
    }

    private void Count()
    {
        _counts[2]++;
        Segment.Place = Segment.Place with { SegmentOfMessage = (int)long.Min(_counts[2], int.MaxValue) };
    }

    private void Close(int level)
    {
        Expect(_level == level);
        if (level == 2)
        {
            Count();
        }

        // Without groups the interchange counts its messages.
        var expected = _counts[level];
        var what = level switch { 2 => "segments", 1 => "messages", _ => _hasGroups ? "groups" : "messages" };
        var count = Segment.Text(1);
        if (!long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var told) || told != expected)
        {
            Report(EdiMistakeKind.WrongCount, 1, count, string.Create(CultureInfo.InvariantCulture, $"{Segment.Tag} counts '{EdiFaults.Shown(count)}' {what}, and there are {expected}."));
        }

        var reference = Segment.Text(2);
        if (!AreSame(reference, _references[level]))
        {
            Report(EdiMistakeKind.WrongReference, 2, reference, $"{Segment.Tag} has the reference '{EdiFaults.Shown(reference)}', and {_tags.Headers[level]} has '{EdiFaults.Shown(_references[level])}'.");
        }

        _isDone = level == 0;
        _isInGroup = level == 2 && _isInGroup;
        _level = level == 2 && !_isInGroup ? 0 : level - 1;
    }

    // Numbers of X12 may have zeros in front.
    private bool AreSame(string one, string other) => string.Equals(one, other, StringComparison.Ordinal)
        || (Standard == EdiStandard.X12 && one.Length > 0 && string.Equals(one.TrimStart('0'), other.TrimStart('0'), StringComparison.Ordinal));

    private void Report(EdiMistakeKind kind, int element, string value, string text)
    {
        if (options.IgnoresTrailers)
        {
            return;
        }

        var mistake = new EdiMistake(kind, Segment.Place with { Element = element }, text, value);
        if (Node != EdiNode.MessageEnd || onMistake is null)
        {
            throw EdiFaults.Mistake(mistake);
        }

        onMistake(mistake);
    }

    private void Expect(bool isRight)
    {
        if (!isRight)
        {
            var open = _level == Closed ? "no envelope is open" : $"{_tags.Headers[_level]} is open, which ends with {_tags.Trailers[_level]}";
            throw EdiFaults.WrongEnvelope(Segment.Place, $"{Segment.Tag} can't stand here: {open}.");
        }
    }
}
