using System.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Limits;

namespace IntegrationActors.Adapters.Https.Receiver;

/// <summary>Makes the request of an attempt.</summary>
internal sealed class RequestWriter(HeaderSelection selection, bool decompress)
{
    private const string ContentType = "Content-Type";
    private const string DefaultType = "application/octet-stream";

    public HttpRequestMessage Write(in ReceiverCall call, string? authorization, TimeLimit limit)
    {
        var request = new HttpRequestMessage(call.Method, call.Target.Uri);
        if (call.SendsBody)
        {
            AddBody(request, call, limit);
        }

        var headers = call.Exchange.Headers;
        if (selection.IsAll)
        {
            AddAll(request, call.Exchange);
        }
        else
        {
            foreach (var name in selection.Names)
            {
                Add(request, name, headers[name]);
            }
        }

        AddOwn(request, call.Exchange, authorization);
        return request;
    }

    private static void AddBody(HttpRequestMessage request, in ReceiverCall call, TimeLimit limit)
    {
        var body = call.Recoded is { } recoded ? recoded.Payload : call.Exchange.Body;
        var type = call.Recoded is null ? call.Exchange.Headers[ContentType] : call.Recoded.ContentType;
        request.Content = new PayloadHttpContent(body, limit);
        if (type is not null || !body.IsEmpty)
        {
            request.Content.Headers.TryAddWithoutValidation(ContentType, Checked(ContentType, type ?? DefaultType));
        }
    }

    private static void AddAll(HttpRequestMessage request, Exchange exchange)
    {
        foreach (var (name, value) in exchange.Headers.AsSpan())
        {
            if (ReservedHeaders.IsForAnyReceiver(name) && !(ReservedHeaders.SteersRequests(name) && SenderQuery.Gave(exchange, name, value)))
            {
                Add(request, name, value);
            }
        }
    }

    private void AddOwn(HttpRequestMessage request, Exchange exchange, string? authorization)
    {
        var headers = exchange.Headers;
        if (!request.Headers.Contains(ReservedHeaders.CorrelationId))
        {
            request.Headers.TryAddWithoutValidation(ReservedHeaders.CorrelationId, exchange.Log.CorrelationId ?? exchange.Id.ToString());
        }

        // With tracing on, the step has an activity of its own, and that is what the receiver continues.
        var parent = Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : headers[ReservedHeaders.TraceParent];
        if (parent is not null)
        {
            Replace(request, ReservedHeaders.TraceParent, parent);
        }

        if (decompress)
        {
            request.Headers.TryAddWithoutValidation("Accept-Encoding", Compression.Accepted);
        }

        if (authorization is not null)
        {
            Replace(request, "Authorization", authorization);
        }
    }

    private static void Add(HttpRequestMessage request, string name, string? value)
    {
        if (value is null || !ReservedHeaders.IsForReceivers(name) || !ReservedHeaders.IsName(name) || name.Equals(ContentType, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        // Headers about the body, such as Content-Language, are refused by the request itself.
        if (!request.Headers.TryAddWithoutValidation(name, Checked(name, value)))
        {
            request.Content?.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static void Replace(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, Checked(name, value));
    }

    private static string Checked(string name, string value) => ReservedHeaders.HasControls(value) ? throw HttpReceiverFaults.Header(name) : value;
}
