using System.Formats.Asn1;

namespace IntegrationActors.Security.Cms;

/// <summary>Writes the outer structure of a BER document (X.690), with indefinite lengths: what is inside may be a stream.</summary>
internal sealed class BerWriter(Stream target)
{
    private int _open;

    /// <summary>Goes into elements, each inside of the one before.</summary>
    public void Enter(params ReadOnlySpan<byte> identifiers)
    {
        foreach (var identifier in identifiers)
        {
            target.Write([identifier, 0x80]);
            _open++;
        }
    }

    public void Leave(int count)
    {
        for (; count > 0; count--, _open--)
        {
            target.Write([0, 0]);
        }
    }

    public void LeaveAll() => Leave(_open);

    public void Write(ReadOnlySpan<byte> element) => target.Write(element);

    public void Write(Action<AsnWriter> write)
    {
        var element = new AsnWriter(AsnEncodingRules.DER);
        write(element);
        target.Write(element.Encode());
    }

    /// <summary>One piece of an octet string that was entered.</summary>
    public void WritePiece(ReadOnlySpan<byte> octets)
    {
        if (!octets.IsEmpty)
        {
            target.Write([0x04, 0x83, (byte)(octets.Length >> 16), (byte)(octets.Length >> 8), (byte)octets.Length]);
            target.Write(octets);
        }
    }
}
