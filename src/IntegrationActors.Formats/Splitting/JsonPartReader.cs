using System.Buffers;
using System.Text.Json;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Formats.Splitting;

/// <summary>
/// Reads the items of an array, or the values of an object, in JSON (RFC 8259, UTF-8) to which a row of names leads. The whole document is checked; of a part no more than
/// one name or value is held in memory.
/// </summary>
public sealed class JsonPartReader : WindowPartReader
{
    private static readonly ReadOnlyMemory<byte> Open = "["u8.ToArray();
    private static readonly ReadOnlyMemory<byte> Comma = ","u8.ToArray();

    private readonly IReadOnlyList<byte[]> _names;
    private JsonReaderState _state = new(JsonLimits.Reader);

    // How many names led to the container that is open; -1 behind the root.
    private int _matched;
    private bool _isNamed = true;
    private bool _isFound;
    private bool _isInPart;

    /// <summary>Reads a document in memory.</summary>
    public JsonPartReader(ReadOnlyMemory<byte> json, IReadOnlyList<byte[]> names)
        : base(new ReadWindow(json)) => _names = names;

    /// <summary>Reads a stream, which is disposed of with the reader.</summary>
    public JsonPartReader(Stream json, IReadOnlyList<byte[]> names)
        : base(new ReadWindow(json, MaxHeld)) => _names = names;

    protected override ReadOnlyMemory<byte> Separator => Comma;

    protected override ReadOnlyMemory<byte> Opening(bool isGroup) => isGroup ? Open : default;

    protected override ReadOnlySpan<byte> Closing(bool isGroup) => isGroup ? "]"u8 : default;

    private protected override Progress Advance(IBufferWriter<byte> target, ReadOnlyMemory<byte> lead)
    {
        var unread = Window.Unread;
        var reader = new Utf8JsonReader(unread, Window.IsEnd, _state);
        try
        {
            if (!_isInPart && !FindPart(ref reader))
            {
                return Pause(ref reader, Window.IsEnd ? Progress.End : Progress.NeedsMore);
            }

            var from = 0;
            if (!_isInPart)
            {
                from = (int)reader.TokenStartIndex;
                target.Write(lead.Span);
                _isInPart = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
            }

            var isComplete = !_isInPart || FindEnd(ref reader);
            _isInPart = !isComplete;
            target.Write(unread[from..(int)reader.BytesConsumed]);
            return Pause(ref reader, isComplete ? Progress.Part : Progress.NeedsMore);
        }
        catch (JsonException e)
        {
            throw SplitFaults.NotJson(e);
        }
    }

    private protected override FaultException TooLong() => SplitFaults.TooLong("A name or value of the JSON", MaxHeld);

    private Progress Pause(ref Utf8JsonReader reader, Progress progress)
    {
        _state = reader.CurrentState;
        Window.Advance((int)reader.BytesConsumed);
        return progress;
    }

    // Stops at the first token of a part.
    private bool FindPart(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
            var depth = reader.CurrentDepth;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    _isNamed = _matched < _names.Count && depth == _matched + 1 && reader.ValueTextEquals(_names[_matched]);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    _matched -= depth == _matched ? 1 : 0;
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray when _isNamed:
                    Enter(depth);
                    break;
                default:
                    if (IsIn(depth))
                    {
                        return true;
                    }

                    _isNamed = false;
                    break;
            }
        }

        return false;
    }

    private bool IsIn(int depth) => _isFound && _matched == _names.Count && depth == _matched + 1;

    // The root is entered without a name.
    private void Enter(int depth)
    {
        _isNamed = false;
        _matched = depth;
        if (_matched == _names.Count)
        {
            _isFound = !_isFound ? true : throw SplitFaults.TwoPlaces();
        }
    }

    // Stops at the last token of a part.
    private bool FindEnd(ref Utf8JsonReader reader)
    {
        while (reader.CurrentDepth != _matched + 1 || reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            if (!reader.Read())
            {
                return false;
            }
        }

        return true;
    }
}
