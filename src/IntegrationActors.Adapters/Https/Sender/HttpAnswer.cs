using System.Globalization;
using System.IO.Pipelines;
using IntegrationActors.Adapters.Https.Sender.Bodies;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using Microsoft.AspNetCore.Http;

namespace IntegrationActors.Adapters.Https.Sender;

/// <summary>
/// Writes the answer to a sender: (1) a failed message gets a general text with the id of its log entry; (2) otherwise status and headers of the message are checked
/// and set; (3) what is still arriving of the request is taken in; (4) the body goes out, in one write with the headers when it is in memory.
/// </summary>
internal static class HttpAnswer
{
    private const int LowestStatus = 200;
    private const int HighestStatus = 599;
    private const string FailureText = "The message could not be processed.";

    public static ValueTask WriteAsync(HttpReceipt receipt, in Settlement settlement, CancellationToken cancel)
    {
        var id = settlement.Exchange.Id.ToString();
        if (settlement.Status != MessageStatus.Completed)
        {
            return new(WriteFailureAsync(receipt, settlement.Status, settlement.Fault, id));        // 1
        }

        var headers = settlement.Exchange.Headers;
        var body = settlement.Exchange.Body;
        var fault = SetStatus(receipt.Context.Response, headers, body) ?? SetHeaders(receipt, headers); // 2
        if (fault is not null)
        {
            return new(RejectAsync(receipt, fault, id));
        }

        receipt.Context.Response.Headers[ReservedHeaders.LogId] = id;
        return receipt.Arriving is { IsAtEnd: false } arriving
            ? WriteAfterRequestAsync(receipt, arriving, body, cancel)                               // 3
            : WriteBodyAsync(receipt.Context, body, cancel);                                        // 4
    }

    // A client may send all of its request before it reads anything, over HTTP/2 too: an answer that is sent meanwhile would fill the network, and both would wait for ever.
    private static async ValueTask WriteAfterRequestAsync(HttpReceipt receipt, RequestBodyStream arriving, Payload body, CancellationToken cancel)
    {
        try
        {
            if (!arriving.IsDisposed)
            {
                await body.BufferAsync(cancel);
            }

            await arriving.DrainAsync(cancel);
        }
        catch (Exception e)
        {
            var fault = e is FaultException known ? known.Fault : HttpSenderFaults.Unreadable(e);
            await RejectAsync(receipt, fault, receipt.Context.Response.Headers[ReservedHeaders.LogId].ToString());
        }

        await WriteBodyAsync(receipt.Context, body, cancel);
    }

    private static Fault? SetStatus(HttpResponse response, HeaderMap headers, Payload body)
    {
        if (headers[ReservedHeaders.ResponseCode] is not { } code)
        {
            response.StatusCode = body.IsEmpty ? StatusCodes.Status204NoContent : StatusCodes.Status200OK;
            return null;
        }

        if (!int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var status) || status is < LowestStatus or > HighestStatus)
        {
            return HttpSenderFaults.BadStatus(code);
        }

        response.StatusCode = status;
        return null;
    }

    private static Fault? SetHeaders(HttpReceipt receipt, HeaderMap headers)
    {
        var target = receipt.Context.Response.Headers;
        var selection = receipt.Route.ResponseHeaders;
        foreach (var (name, value) in headers.AsSpan())
        {
            if (!ReservedHeaders.IsForAnswers(name) || !selection.Contains(name) || !ReservedHeaders.IsName(name) || IsFromQuery(receipt, name, value))
            {
                continue;
            }

            if (ReservedHeaders.HasControls(value))
            {
                return HttpSenderFaults.BadHeader(name);
            }

            target[name] = value;
        }

        return null;
    }

    private static bool IsFromQuery(HttpReceipt receipt, string name, string value)
    {
        var parameters = receipt.FromQuery;
        for (var i = 0; i < parameters.Count; i++)
        {
            if (name.Equals(parameters[i].Key, StringComparison.OrdinalIgnoreCase) && value == parameters[i].Value)
            {
                return true;
            }
        }

        return false;
    }

    private static ValueTask WriteBodyAsync(HttpContext context, Payload body, CancellationToken cancel)
    {
        var response = context.Response;
        if (response.StatusCode is StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified)
        {
            response.Headers.ContentType = default;
            return default;
        }

        response.ContentLength = body.Length;
        if (body.IsEmpty || HttpMethods.IsHead(context.Request.Method))
        {
            return default;
        }

        if (!body.TryGetMemory(out var memory))
        {
            return StreamAsync(context, body, cancel);
        }

        var pending = response.BodyWriter.WriteAsync(memory, CancellationToken.None);
        return pending.IsCompletedSuccessfully ? Check(pending.Result) : AwaitAsync(pending);
    }

    private static async ValueTask AwaitAsync(ValueTask<FlushResult> pending) => await Check(await pending);

    // A completed pipe takes no bytes: the client has closed the connection.
    private static ValueTask Check(FlushResult flush) => flush.IsCompleted ? ValueTask.FromException(HttpSenderFaults.Gone()) : default;

    private static async ValueTask StreamAsync(HttpContext context, Payload body, CancellationToken cancel)
    {
        try
        {
            await body.CopyToAsync(context.Response.BodyWriter, cancel);
        }
        catch (Exception e)
        {
            // What was sent can't be taken back; cutting the connection is how the client learns that the rest is missing.
            context.Abort();
            throw HttpSenderFaults.Cut(e);
        }

        await Check(await context.Response.BodyWriter.FlushAsync(cancel));
    }

    private static async Task RejectAsync(HttpReceipt receipt, Fault fault, string id)
    {
        receipt.Context.Response.Clear();
        await WriteFailureAsync(receipt, MessageStatus.Failed, fault, id);
        throw new FaultException(fault);
    }

    private static Task WriteFailureAsync(HttpReceipt receipt, MessageStatus status, Fault? fault, string id)
    {
        var response = receipt.Context.Response;
        var byDefault = status == MessageStatus.Abandoned ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError;
        response.StatusCode = fault?.ResponseStatus is { } wanted and >= 400 and <= HighestStatus ? wanted : byDefault;
        response.Headers[ReservedHeaders.LogId] = id;
        if (response.StatusCode == StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers.RetryAfter = "1";
        }

        if (fault?.Code is HttpSenderFaults.Paused or HttpSenderFaults.BrokenBody)
        {
            response.Headers.Connection = "close";
        }

        var text = receipt.Route.Options.ReturnException && fault is not null ? fault.ToString() : FailureText;
        return Refusal.WriteTextAsync(receipt.Context, text, id);
    }
}
