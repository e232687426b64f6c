using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.ObjectPool;

namespace IntegrationActors.Adapters.Https.Sender.Bodies;

/// <summary>
/// Takes the body of an admitted request in: small ones at once into pooled memory, large ones of known length as a stream that the first reader pulls, and those of
/// unknown length completely up to the channel's limit, so that no step runs for a body that turns out too large. Compressed ones are unpacked, and count unpacked.
/// </summary>
internal static class RequestBody
{
    /// <summary>Bodies up to this many bytes are read before the flow starts.</summary>
    public const int EagerLength = 64 * 1024;

    /// <summary>The body, read or ready to be read.</summary>
    /// <exception cref="FaultException">The client paused, broke off, or sent something else than announced; the fault has the status to answer.</exception>
    public static ValueTask<ReceivedBody> ReadAsync(HttpContext context, HttpRoute route, Encoding? encoding, ObjectPool<PauseWatch> watches)
    {
        var request = context.Request;
        var length = request.ContentLength;
        if (length == 0 || (length is null && !HasBody(context)))
        {
            return new(new ReceivedBody(Payload.Empty));
        }

        if (length <= EagerLength && request.Headers.ContentEncoding.Count == 0)
        {
            return ReadSmallAsync(request.BodyReader, (int)length, route, encoding, watches);
        }

        var stream = new RequestBodyStream(request.BodyReader, route.Options.MaxPause, watches);
        return length is null || request.Headers.ContentEncoding.Count > 0
            ? SpoolAsync(stream, request.Headers.ContentEncoding.ToString(), route, encoding)
            : new(new ReceivedBody(Payload.FromStream(stream, length, route.Spool, encoding: encoding), stream));
    }

    private static bool HasBody(HttpContext context) => context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true;

    // A small body has mostly arrived together with its headers: then nothing is awaited.
    private static ValueTask<ReceivedBody> ReadSmallAsync(PipeReader reader, int length, HttpRoute route, Encoding? encoding, ObjectPool<PauseWatch> watches)
    {
        var rented = ArrayPool<byte>.Shared.Rent(length);
        var got = 0;
        try
        {
            if (reader.TryRead(out var read))
            {
                read.Buffer.CopyTo(rented);
                got = (int)read.Buffer.Length;
                reader.AdvanceTo(read.Buffer.End);
            }
        }
        catch (BadHttpRequestException)
        {
            // Thrown again, with its status, by the read that follows.
            got = 0;
        }

        return got == length
            ? new(new ReceivedBody(Payload.FromRented(rented, length, encoding)))
            : ReadRestAsync(new RequestBodyStream(reader, route.Options.MaxPause, watches), rented, got, length, encoding);
    }

    private static async ValueTask<ReceivedBody> ReadRestAsync(RequestBodyStream stream, byte[] rented, int got, int length, Encoding? encoding)
    {
        await using (stream)
        {
            try
            {
                while (got < length)
                {
                    var read = await stream.ReadAsync(rented.AsMemory(got, length - got));
                    got += read > 0 ? read : throw Refused("The message did not arrive whole.", StatusCodes.Status400BadRequest);
                }

                return new ReceivedBody(Payload.FromRented(rented, length, encoding));
            }
            catch
            {
                ArrayPool<byte>.Shared.Return(rented);
                throw;
            }
        }
    }

    private static async ValueTask<ReceivedBody> SpoolAsync(RequestBodyStream body, string coding, HttpRoute route, Encoding? encoding)
    {
        await using var source = coding.Length == 0 ? body : Compression.Undo(coding, body);
        await using var writer = new PayloadWriter(route.Spool);
        while (await ReadAsync(source, writer) is var read && read > 0)
        {
            writer.Advance(read);
            if (writer.Length > route.Options.MaxBodySize.Bytes)
            {
                throw Refused($"The message is larger than {route.Options.MaxBodySize}.", StatusCodes.Status413PayloadTooLarge);
            }
        }

        return new ReceivedBody(writer.ToPayload(encoding));
    }

    private static async ValueTask<int> ReadAsync(Stream source, PayloadWriter writer)
    {
        try
        {
            return await source.ReadAsync(writer.GetMemory(1));
        }
        catch (InvalidDataException e)
        {
            throw Refused($"The message can't be unpacked: {e.Message}", StatusCodes.Status400BadRequest);
        }
    }

    private static FaultException Refused(string message, int status) => new(new Fault(HttpSenderFaults.BrokenBody, message) { ResponseStatus = status });
}
