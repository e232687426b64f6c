using System.Security.Cryptography;
using IntegrationActors.Security.Content;

namespace IntegrationActors.Security.Cms;

/// <summary>Messages as bytes, as base64 and as PEM.</summary>
internal static class CmsText
{
    private const byte Sequence = 0x30;

    /// <summary>The bytes of a message in any of its forms.</summary>
    public static Stream Read(Stream message)
    {
        var first = message.ReadByte();
        return first switch
        {
            < 0 => Stream.Null,
            Sequence => new PrefixedStream(Sequence, message),
            _ => new Base64Stream(new PrefixedStream((byte)first, message)),
        };
    }

    /// <summary>A stream that writes base64, or bytes; disposing of it leaves the target open.</summary>
    public static Stream Write(Stream target, bool base64) =>
        new CryptoStream(target, base64 ? new ToBase64Transform() : new Passage(), CryptoStreamMode.Write, leaveOpen: true);

    private sealed class Passage : ICryptoTransform
    {
        public bool CanReuseTransform => true;

        public bool CanTransformMultipleBlocks => true;

        public int InputBlockSize => 1;

        public int OutputBlockSize => 1;

        public int TransformBlock(byte[] inputBuffer, int inputOffset, int inputCount, byte[] outputBuffer, int outputOffset)
        {
            Array.Copy(inputBuffer, inputOffset, outputBuffer, outputOffset, inputCount);
            return inputCount;
        }

        public byte[] TransformFinalBlock(byte[] inputBuffer, int inputOffset, int inputCount) => inputBuffer.AsSpan(inputOffset, inputCount).ToArray();

        public void Dispose()
        {
        }
    }
}
