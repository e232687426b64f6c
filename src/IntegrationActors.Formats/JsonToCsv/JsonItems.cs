using System.Buffers;
using System.Globalization;
using System.Text.Json;
using IntegrationActors.Core.Messages;
using IntegrationActors.Formats.Csv;

namespace IntegrationActors.Formats.JsonToCsv;

/// <summary>The items of one array of a JSON document, one at a time. Memory is bounded by the largest item. Not thread-safe.</summary>
internal sealed class JsonItems(Stream json, string[] path, int maxItem) : IDisposable
{
    private const int SmallestBuffer = 64 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(SmallestBuffer);
    private JsonReaderState _state = new(JsonLimits.Reader);
    private int _start;
    private int _end;
    private int _matched;
    private int _level;
    private long _items;
    private bool _isAtEnd;
    private bool _isDone;
    private bool _isBegun;

    /// <summary>The next item; null at the end of the document.</summary>
    public JsonDocument? Next()
    {
        try
        {
            while (!_isDone)
            {
                if (TryNext(out var item))
                {
                    _items++;
                    return item;
                }

                if (!_isDone)
                {
                    Fill();
                }
            }

            return null;
        }
        catch (JsonException e)
        {
            throw CsvFaults.NotJson($"{e.Message} ({_items.ToString(CultureInfo.InvariantCulture)} items before it)", e);
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private bool TryNext(out JsonDocument? item)
    {
        item = null;
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _isAtEnd, _state);
        while (true)
        {
            var before = (reader.BytesConsumed, reader.CurrentState);
            if (_isBegun && _level == 0)
            {
                // Behind the array: the rest has to be JSON, and nothing of it is wanted.
                if (!reader.Read())
                {
                    return Stop(reader.BytesConsumed, reader.CurrentState);
                }

                continue;
            }

            if (!reader.Read())
            {
                return Stop(reader.BytesConsumed, reader.CurrentState);
            }

            if (!_isBegun)
            {
                Seek(ref reader);
            }
            else if (reader.TokenType == JsonTokenType.EndArray)
            {
                _level = 0;
            }
            else
            {
                return TryItem(ref reader, before, out item);
            }
        }
    }

    private bool TryItem(ref Utf8JsonReader reader, (long Consumed, JsonReaderState State) before, out JsonDocument? item)
    {
        if (!JsonDocument.TryParseValue(ref reader, out item))
        {
            return Stop(before.Consumed, before.State);
        }

        Stop(reader.BytesConsumed, reader.CurrentState);
        return true;
    }

    // Follows the path: the array that is wanted stands in the members of it, one in the other.
    private void Seek(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray when _matched == path.Length && _level == path.Length:
                (_isBegun, _level) = (true, 1);
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                _level++;
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                _level--;
                _matched = int.Min(_matched, int.Max(0, _level));
                break;
            case JsonTokenType.PropertyName when _level == _matched + 1 && _matched < path.Length && reader.ValueTextEquals(path[_matched]):
                _matched++;
                break;
            case JsonTokenType.PropertyName:
                _matched = int.Min(_matched, _level - 1);
                break;
        }
    }

    private bool Stop(long consumed, JsonReaderState state)
    {
        _start += (int)consumed;
        _state = state;
        _isDone = _isAtEnd && _isBegun && _level == 0;
        if (_isAtEnd && !_isBegun)
        {
            throw CsvFaults.NotJson(path.Length == 0 ? "the document is no array." : $"there is no array at '{CsvFaults.Shown(string.Join('/', path))}'.");
        }

        return false;
    }

    private void Fill()
    {
        if (_isAtEnd)
        {
            throw new JsonException("The document ends too early.");
        }

        var rest = _end - _start;
        if (rest > maxItem)
        {
            throw CsvFaults.TooLong($"Record {(_items + 1).ToString(CultureInfo.InvariantCulture)}", maxItem, "maxRecordSize");
        }

        var larger = rest > _buffer.Length / 2 ? ArrayPool<byte>.Shared.Rent(_buffer.Length * 2) : _buffer;
        _buffer.AsSpan(_start, rest).CopyTo(larger);
        if (larger != _buffer)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        (_start, _end) = (0, rest);
        var isFirst = !_isBegun && _level == 0 && rest == 0;
        var read = json.ReadAtLeast(_buffer.AsSpan(_end), int.Min(SmallestBuffer / 2, _buffer.Length - _end), throwOnEndOfStream: false);
        _isAtEnd = read < int.Min(SmallestBuffer / 2, _buffer.Length - _end);
        _end += read;
        _start = isFirst && _buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8) ? 3 : 0;
    }
}
