using System.Buffers;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Inputs;
using IntegrationActors.Storage.MessageLog;

namespace IntegrationActors.Storage.Inputs;

/// <summary>A kept input as bytes: headers, properties, correlation id, sender, attachments, body.</summary>
internal static class InputPacking
{
    public static async ValueTask<ReadOnlyMemory<byte>> PackAsync(KeptInput input, CancellationToken cancel)
    {
        var writer = new ArrayBufferWriter<byte>(1024 + (int)(input.Message.Body.Length ?? 0));
        writer.WriteHeaders(input.Message.Headers);
        writer.WritePairs(input.Properties);
        writer.WriteText(input.CorrelationId);
        writer.WriteText(input.Sender ?? "");
        var attachments = input.Message.HasAttachments ? input.Message.Attachments : [];
        writer.WriteNumber(attachments.Count);
        foreach (var attachment in attachments)
        {
            writer.WriteText(attachment.Name);
            writer.WriteText(attachment.ContentType);
            Write(writer, await attachment.Content.ReadBytesAsync(cancel));
        }

        writer.WriteText(input.Message.Body.Encoding.WebName);
        writer.Write((await input.Message.Body.ReadBytesAsync(cancel)).Span);
        return writer.WrittenMemory;
    }

    public static KeptInput Unpack(InputRow row, ReadOnlySpan<byte> packed)
    {
        var headers = new HeaderMap();
        foreach (var (name, value) in Packing.ReadPairs(ref packed))
        {
            headers.Set(name, value);
        }

        var properties = Packing.ReadPairs(ref packed);
        var correlation = Packing.ReadText(ref packed);
        var sender = Packing.ReadText(ref packed);
        var attachments = ReadAttachments(ref packed);
        var encoding = System.Text.Encoding.GetEncoding(Packing.ReadText(ref packed));
        var message = new Message { Headers = headers, Body = Payload.FromBytes(packed.ToArray(), encoding) };
        attachments.ForEach(message.Attachments.Add);
        return new KeptInput
        {
            Id = row.Id,
            Flow = row.Flow,
            Entry = row.Entry,
            Message = message,
            Properties = properties,
            CorrelationId = correlation,
            Sender = sender.Length == 0 ? null : sender,
        };
    }

    private static List<Attachment> ReadAttachments(ref ReadOnlySpan<byte> packed)
    {
        var attachments = new List<Attachment>();
        for (var left = Packing.ReadNumber(ref packed); left > 0; left--)
        {
            var (name, contentType) = (Packing.ReadText(ref packed), Packing.ReadText(ref packed));
            var length = (int)Packing.ReadNumber(ref packed);
            attachments.Add(new Attachment(name, contentType, Payload.FromBytes(packed[..length].ToArray())));
            packed = packed[length..];
        }

        return attachments;
    }

    private static void Write(ArrayBufferWriter<byte> writer, ReadOnlyMemory<byte> bytes)
    {
        writer.WriteNumber(bytes.Length);
        writer.Write(bytes.Span);
    }
}
