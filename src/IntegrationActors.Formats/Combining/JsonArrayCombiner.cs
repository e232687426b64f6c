using System.Buffers;
using System.Text.Json;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Formats.Splitting;

namespace IntegrationActors.Formats.Combining;

/// <summary>Writes several JSON documents (RFC 8259, UTF-8) into one array. Each is checked while it is copied, unless that was done, and none is held in memory.</summary>
public sealed class JsonArrayCombiner
{
    private readonly IBufferWriter<byte> _output;
    private int _count;

    /// <summary>Begins an array.</summary>
    public JsonArrayCombiner(IBufferWriter<byte> output)
    {
        _output = output;
        output.Write("["u8);
    }

    /// <summary>Adds a document in memory.</summary>
    /// <exception cref="FaultException">IA3367: it is not JSON.</exception>
    public void Add(ReadOnlySpan<byte> json)
    {
        var document = json.StartsWith("\uFEFF"u8) ? json[3..] : json;
        var reader = new Utf8JsonReader(document, JsonLimits.Reader);
        try
        {
            while (reader.Read())
            {
            }
        }
        catch (JsonException e)
        {
            throw CombineFaults.NotJson(_count + 1, e);
        }

        AddChecked(document);
    }

    /// <summary>Adds a document of which it is known that it is JSON.</summary>
    public void AddChecked(ReadOnlySpan<byte> json)
    {
        Begin();
        _output.Write(json);
    }

    /// <summary>Adds a document while it is read; the stream is disposed of.</summary>
    /// <exception cref="FaultException">IA3367: it is not JSON.</exception>
    public async ValueTask AddAsync(Stream json, CancellationToken cancel)
    {
        Begin();
        using var window = new ReadWindow(json, WindowPartReader.MaxHeld);
        var state = new JsonReaderState(JsonLimits.Reader);
        try
        {
            while (!Copy(window, ref state))
            {
                if (!await window.ReadMoreAsync(cancel))
                {
                    throw SplitFaults.TooLong("A name or value of the JSON", WindowPartReader.MaxHeld);
                }
            }
        }
        catch (JsonException e)
        {
            throw CombineFaults.NotJson(_count, e);
        }
    }

    /// <summary>Ends the array.</summary>
    public void Finish() => _output.Write("]"u8);

    private void Begin()
    {
        if (_count++ > 0)
        {
            _output.Write(","u8);
        }
    }

    private bool Copy(ReadWindow window, ref JsonReaderState state)
    {
        var reader = new Utf8JsonReader(window.Unread, window.IsEnd, state);
        while (reader.Read())
        {
        }

        state = reader.CurrentState;
        _output.Write(window.Unread[..(int)reader.BytesConsumed]);
        window.Advance((int)reader.BytesConsumed);
        return window.IsEnd;
    }
}
