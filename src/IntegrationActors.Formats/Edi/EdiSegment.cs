using System.Text;
using IntegrationActors.Formats.Xml;

namespace IntegrationActors.Formats.Edi;

/// <summary>The segment that was read last; its reader fills it again for the next one.</summary>
internal sealed class EdiSegment : IDisposable
{
    private readonly PooledBytes _raw = new(1024);
    private readonly PooledBytes _released = new(256);

    public string Tag { get; set; } = "";

    public byte Release { get; set; }

    /// <summary>Encoding of the values.</summary>
    public Encoding Encoding { get; set; } = System.Text.Encoding.Latin1;

    /// <summary>The bytes as they were read, without the terminator.</summary>
    public ReadOnlySpan<byte> Raw => _raw.Written;

    /// <summary>Values that are not empty, in their order.</summary>
    public List<EdiValue> Values { get; } = [];

    /// <summary>Where the segment begins.</summary>
    public EdiPlace Place { get; set; }

    public void Take(ReadOnlySpan<byte> raw)
    {
        _raw.Truncate(0);
        _raw.Write(raw);
        Values.Clear();
    }

    /// <summary>Where a value stands.</summary>
    public EdiPlace PlaceOf(in EdiValue value, bool isComposite = false) => Place with
    {
        Element = value.Element,
        Component = isComposite || value.Component > 1 ? value.Component : 0,
        Column = Place.Column + value.Start,
        Offset = Place.Offset + value.Start,
    };

    /// <summary>A value without its release characters; valid until the next call.</summary>
    public ReadOnlySpan<byte> Bytes(in EdiValue value)
    {
        var bytes = Raw.Slice(value.Start, value.Length);
        if (!value.HasRelease)
        {
            return bytes;
        }

        _released.Truncate(0);
        for (var i = 0; i < bytes.Length; i++)
        {
            i += bytes[i] == Release ? 1 : 0;
            _released.Write(bytes[i]);
        }

        return _released.Written;
    }

    /// <summary>A value as text; empty when there is none.</summary>
    public string Text(int element, int component = 1)
    {
        foreach (ref readonly var value in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(Values))
        {
            if (value.Element == element && value.Component == component)
            {
                return Decode(value);
            }
        }

        return "";
    }

    public string Decode(in EdiValue value)
    {
        try
        {
            return Encoding.GetString(Bytes(value));
        }
        catch (DecoderFallbackException e)
        {
            throw EdiFaults.NotText(PlaceOf(value), Encoding, e);
        }
    }

    public void Dispose()
    {
        _raw.Dispose();
        _released.Dispose();
    }
}
