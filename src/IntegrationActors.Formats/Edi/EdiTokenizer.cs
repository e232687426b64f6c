using System.Buffers;
using System.Text;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Formats.Edi;

/// <summary>
/// Cuts an interchange into segments and values, one segment at a time: memory is bounded by the longest one. What separates is found out from how the interchange begins: (1) UNA names the
/// separators, UNB alone means the usual ones, ISA shows them at fixed places; (2) each segment then goes up to its terminator; (3) within it, separators count unless the release character stands in
/// front of them. Line breaks and blanks between segments belong to none; where a line break is the terminator, the end of the document is one too.
/// </summary>
internal sealed class EdiTokenizer : IDisposable
{
    /// <summary>Most values of one segment.</summary>
    public const int MaxValues = 10_000;

    /// <summary>Most elements of a segment, and most components of an element.</summary>
    public const int MaxPositions = 999;

    private const int ServiceStringLength = 9;

    private readonly EdiReadingOptions _options;
    private readonly EdiWindow _window;
    private readonly Dictionary<int, string> _tags = [];
    private SearchValues<byte> _within = SearchValues.Create(""u8);
    private SearchValues<byte> _ending = SearchValues.Create(""u8);
    private long _count;

    public EdiTokenizer(Stream edi, EdiReadingOptions options, CancellationToken cancel)
    {
        _options = options;
        _window = new EdiWindow(edi, options, cancel);
    }

    public EdiStandard Standard { get; private set; }

    public EdiSeparators Separators { get; private set; } = EdiSeparators.Edifact;

    /// <summary>The six characters of the service string advice, in the notation of <see cref="EdiSeparators"/>; null when there is none.</summary>
    public string? ServiceString { get; private set; }

    public EdiSegment Segment { get; } = new();

    /// <summary>The place behind the segment that was read last.</summary>
    public EdiPlace Here => new("", _count, _window.Line, _window.Column, _window.Offset);

    /// <summary>Reads the next segment; false when there is none.</summary>
    /// <exception cref="FaultException">IA3490, IA3491 or IA3493.</exception>
    public bool Read()
    {
        if (_count == 0)
        {
            Open();                                      // 1
        }

        if (!SkipBlanks())
        {
            return false;
        }

        if (++_count > _options.MaxSegments)
        {
            throw EdiFaults.TooMany(Here, "segments", _options.MaxSegments);
        }

        var place = Here;
        var end = FindEnd(place);                        // 2
        Segment.Take(_window.Unread[..end]);
        Segment.Tag = TagOf(place);
        Segment.Place = place with { Tag = Segment.Tag };
        Split();                                         // 3
        _window.Advance(int.Min(end + 1, _window.Unread.Length));
        return true;
    }

    /// <summary>Whether something stands behind the segments that were read, and where.</summary>
    public bool HasMore(out EdiPlace place)
    {
        var hasMore = SkipBlanks();
        place = Here;
        return hasMore;
    }

    /// <summary>From now on repetitions are separated by this character; 0: they are not.</summary>
    public void UseRepetition(byte separator) => Use(Separators with { Repetition = separator });

    public void Dispose()
    {
        _window.Dispose();
        Segment.Dispose();
    }

    private void Open()
    {
        if (_window.See(3) && _window.Unread.StartsWith("\uFEFF"u8))
        {
            _window.Advance(3);
        }

        SkipBlanks();
        _window.See(ServiceStringLength);
        var start = _window.Unread;
        if (start.StartsWith("UNA"u8))
        {
            OpenWithServiceString();
        }
        else if (start.StartsWith("UNB"u8))
        {
            Use(start is [_, _, _, 0x1D, ..] ? EdiSeparators.EdifactControls : EdiSeparators.Edifact with { Repetition = 0 });
        }
        else if (start.StartsWith("ISA"u8))
        {
            Standard = EdiStandard.X12;
            _window.See(IsaSegment.Length);
            Use(IsaSegment.Separators(_window.Unread, Here));
        }
        else
        {
            throw EdiFaults.NotEdi(start.IsEmpty ? "it is empty." : $"it begins with '{EdiFaults.Shown(EdiSeparators.Escape(start))}'.");
        }

        if (_options.Standard is { } expected && expected != Standard)
        {
            throw EdiFaults.NotTheStandard(Standard, expected);
        }
    }

    private void OpenWithServiceString()
    {
        if (_window.Unread.Length < ServiceStringLength)
        {
            throw EdiFaults.CutOff(Here, "the service string advice (UNA) has nine characters");
        }

        var six = _window.Unread[3..ServiceStringLength];
        Use(EdiSeparators.OfServiceString(six) ?? throw EdiFaults.NotEdi($"the separators of its service string advice, '{EdiSeparators.Escape(six)}', can't be told apart, or are letters, digits or blanks."));
        ServiceString = Separators.ToText(EdiStandard.Edifact);
        _window.Advance(ServiceStringLength);
        SkipBlanks();
        if (!_window.See(3) || !_window.Unread.StartsWith("UNB"u8))
        {
            throw EdiFaults.NotEdi("behind the service string advice (UNA) there is no UNB.");
        }
    }

    private void Use(EdiSeparators separators)
    {
        Separators = separators;
        Segment.Release = separators.Release;
        _within = SearchValues.Create((ReadOnlySpan<byte>)[.. new[] { separators.Element, separators.Component, separators.Repetition, separators.Release }.Where(b => b != 0)]);
        _ending = SearchValues.Create(separators.Release == 0 ? (ReadOnlySpan<byte>)[separators.Segment] : [separators.Segment, separators.Release]);
    }

    private bool SkipBlanks()
    {
        while (true)
        {
            var unread = _window.Unread;
            var blanks = unread.IndexOfAnyExcept(" \t\r\n"u8);
            _window.Advance(blanks < 0 ? unread.Length : blanks);
            if (blanks >= 0)
            {
                return true;
            }

            if (!_window.ReadMore())
            {
                return false;
            }
        }
    }

    private int FindEnd(in EdiPlace place)
    {
        // ISA has a fixed length, and its last element is a separator.
        var at = Standard == EdiStandard.X12 && _count == 1 ? IsaSegment.Length - 1 : 0;
        while (true)
        {
            var unread = _window.Unread;
            var found = unread[int.Min(at, unread.Length)..].IndexOfAny(_ending);
            if (found >= 0 && unread[at + found] == Separators.Segment)
            {
                return at + found <= _options.MaxSegmentSize ? at + found : throw EdiFaults.SegmentTooLong(place, _options.MaxSegmentSize);
            }

            at = found < 0 ? unread.Length : at + found;
            if (found >= 0 && at + 2 <= unread.Length)
            {
                at += 2;
            }
            else if (!_window.ReadMore())
            {
                if (_window.IsEnd && Separators.Segment is (byte)'\r' or (byte)'\n')
                {
                    return _window.Unread.Length;
                }

                throw _window.IsEnd ? EdiFaults.CutOff(Here, "its last segment is not terminated") : EdiFaults.SegmentTooLong(place, _options.MaxSegmentSize);
            }
        }
    }

    private string TagOf(in EdiPlace place)
    {
        var raw = Segment.Raw;
        var end = raw.IndexOfAny(_within);
        var tag = end < 0 ? raw : raw[..end];
        var isTag = tag.Length <= 3 && tag.Length >= (Standard == EdiStandard.Edifact ? 3 : 2) && IsTag(tag);
        if (!isTag || (end >= 0 && raw[end] != Separators.Element))
        {
            throw EdiFaults.Malformed(place, $"a segment begins with its tag, and '{EdiFaults.Shown(EdiSeparators.Escape(raw[..int.Min(raw.Length, 20)]))}' does not.");
        }

        var key = (tag[0] << 16) | (tag[1] << 8) | (tag.Length == 3 ? tag[2] : 0);
        return _tags.TryGetValue(key, out var known) ? known : _tags[key] = Encoding.ASCII.GetString(tag);
    }

    private static bool IsTag(ReadOnlySpan<byte> tag)
    {
        foreach (var b in tag)
        {
            if (!char.IsAsciiLetterUpper((char)b) && !char.IsAsciiDigit((char)b))
            {
                return false;
            }
        }

        return char.IsAsciiLetterUpper((char)tag[0]);
    }

    private void Split()
    {
        if (Standard == EdiStandard.X12 && _count == 1)
        {
            IsaSegment.Split(Segment);
            return;
        }

        var raw = Segment.Raw;
        var (element, repetition, component, start, hasRelease) = (0, 1, 1, 0, false);
        for (var at = Segment.Tag.Length; ;)
        {
            var found = at >= raw.Length ? -1 : raw[at..].IndexOfAny(_within);
            at = found < 0 ? raw.Length : at + found;
            if (found >= 0 && raw[at] == Separators.Release)
            {
                (at, hasRelease) = (at + 2, true);
                continue;
            }

            if (at > start && element > 0)
            {
                Add(new EdiValue(element, repetition, component, start, at - start, hasRelease));
            }

            if (found < 0)
            {
                return;
            }

            (element, repetition, component) = Next(raw[at], element, repetition, component);
            (start, hasRelease) = (++at, false);
        }
    }

    private (int Element, int Repetition, int Component) Next(byte separator, int element, int repetition, int component)
    {
        if (separator == Separators.Element)
        {
            return (element + 1, 1, 1);
        }

        return separator == Separators.Component ? (element, repetition, component + 1) : (element, repetition + 1, 1);
    }

    private void Add(in EdiValue value)
    {
        if (value.Element > MaxPositions || value.Component > MaxPositions)
        {
            throw EdiFaults.TooMany(Segment.PlaceOf(value), value.Element > MaxPositions ? "elements in the segment" : "components in the element", MaxPositions);
        }

        if (Segment.Values.Count == MaxValues || value.Repetition > MaxValues)
        {
            throw EdiFaults.TooMany(Segment.PlaceOf(value), "values in the segment", MaxValues);
        }

        Segment.Values.Add(value);
    }
}
