using System.Buffers;
using System.Globalization;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Adapters.Https.Receiver;

/// <summary>Makes an answer the message: short bodies of known length are read at once, others stream when somebody reads them.</summary>
internal sealed class AnswerReader(HttpsReceiverOptions options, HeaderSelection selection, PayloadSpool spool)
{
    private const int EagerLength = 64 * 1024;
    private const string ContentType = "Content-Type";
    private const string ContentEncoding = "Content-Encoding";

    /// <summary>Takes body and headers over; the response belongs to the body from then on.</summary>
    public async ValueTask TakeAsync(HttpResponseMessage response, ReceiverCall call, CancellationToken cancel)
    {
        var coding = options.Decompress ? Coding(response) : null;
        var body = await ReadBodyAsync(response, call, coding, cancel);
        var exchange = call.Exchange;
        await exchange.ReplaceBodyAsync(body);
        var headers = exchange.Headers;
        headers.Remove(ContentType);
        headers.Remove(ContentEncoding);
        SetHeaders(response, headers, coding is not null);
        headers.Set(ReservedHeaders.ResponseCode, StatusText((int)response.StatusCode));
        headers.Set(ReservedHeaders.ResponseText, response.ReasonPhrase);
    }

    /// <summary>The beginning of an answer, for a fault.</summary>
    public async ValueTask<string> ReadTextAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        try
        {
            ContentCharset.TryGet(Header(response, ContentType), out var encoding);
            await using var stream = Open(response, options.Decompress ? Coding(response) : null, cancel);
            using var reader = new StreamReader(stream, encoding ?? System.Text.Encoding.UTF8);
            var text = new char[Fault.MaxRemoteText];
            var length = await reader.ReadBlockAsync(text, cancel);
            return new string(text, 0, length).Trim();
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException)
        {
            return "";
        }
    }

    private async ValueTask<Payload> ReadBodyAsync(HttpResponseMessage response, ReceiverCall call, string? coding, CancellationToken cancel)
    {
        var length = call.Method == HttpMethod.Head ? 0 : response.Content.Headers.ContentLength;
        if (length is null && Header(response, "Content-Length") is { } unclear)
        {
            throw HttpReceiverFaults.Length(call.Shown, unclear);
        }

        if (length == 0)
        {
            response.Dispose();
            return Payload.Empty;
        }

        if (options.MaxResponseSize is { } largest && length > largest.Bytes)
        {
            throw HttpReceiverFaults.Large(call.Shown, largest);
        }

        ContentCharset.TryGet(Header(response, ContentType), out var encoding);
        if (coding is null && length <= EagerLength)
        {
            return await ReadShortAsync(response, (int)length.Value, encoding, cancel);
        }

        var stream = new ResponseStream(Open(response, coding, cancel), response, call.Shown, options);
        return Payload.FromStream(stream, coding is null ? length : null, spool, encoding: encoding);
    }

    private static async ValueTask<Payload> ReadShortAsync(HttpResponseMessage response, int length, System.Text.Encoding? encoding, CancellationToken cancel)
    {
        var rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var stream = response.Content.ReadAsStream(cancel);
            await stream.ReadExactlyAsync(rented.AsMemory(0, length), cancel);
            response.Dispose();
            return Payload.FromRented(rented, length, encoding);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(rented);
            throw;
        }
    }

    // Only opens: the client hands out what it reads from the connection, and reading that is asynchronous.
    private static Stream Open(HttpResponseMessage response, string? coding, CancellationToken cancel)
    {
        var stream = response.Content.ReadAsStream(cancel);
        return coding is null ? stream : Compression.Undo(coding, stream);
    }

    private void SetHeaders(HttpResponseMessage response, HeaderMap headers, bool isDecompressed)
    {
        foreach (var (name, values) in response.Headers.NonValidated)
        {
            if (ReservedHeaders.IsFromReceivers(name) && selection.Contains(name))
            {
                headers.Set(name, values.ToString());
            }
        }

        foreach (var (name, values) in response.Content.Headers.NonValidated)
        {
            var describes = name.Equals(ContentType, StringComparison.OrdinalIgnoreCase) || name.Equals(ContentEncoding, StringComparison.OrdinalIgnoreCase);
            if (describes ? !isDecompressed || name.Equals(ContentType, StringComparison.OrdinalIgnoreCase) : ReservedHeaders.IsFromReceivers(name) && selection.Contains(name))
            {
                headers.Set(name, values.ToString());
            }
        }
    }

    private static string? Coding(HttpResponseMessage response) => Header(response, ContentEncoding) is { } coding && Compression.IsKnown(coding) ? coding : null;

    private static string? Header(HttpResponseMessage response, string name) => response.Content.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    private static string StatusText(int status) => status == 200 ? "200" : status.ToString(CultureInfo.InvariantCulture);
}
