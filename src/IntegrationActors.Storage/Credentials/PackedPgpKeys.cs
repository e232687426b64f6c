using System.Buffers.Binary;
using System.Text;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Storage.Credentials;

/// <summary>PGP keys and their password as one secret: length of the password in UTF-8 (-1: none), password, keys.</summary>
internal static class PackedPgpKeys
{
    private const int None = -1;

    public static byte[] Pack(ReadOnlySpan<byte> keys, string? password)
    {
        var length = password is null ? 0 : Encoding.UTF8.GetByteCount(password);
        var packed = new byte[sizeof(int) + length + keys.Length];
        BinaryPrimitives.WriteInt32BigEndian(packed, password is null ? None : length);
        Encoding.UTF8.GetBytes(password ?? "", packed.AsSpan(sizeof(int)));
        keys.CopyTo(packed.AsSpan(sizeof(int) + length));
        return packed;
    }

    public static PgpKeyCredential Unpack(string name, byte[] packed)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(packed);
        var start = sizeof(int) + Math.Max(0, length);
        return new PgpKeyCredential(name, packed.AsMemory(start), length == None ? null : Encoding.UTF8.GetString(packed, sizeof(int), length));
    }
}
