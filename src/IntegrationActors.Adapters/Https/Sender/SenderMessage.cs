using IntegrationActors.Adapters.Https.Sender.Bodies;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace IntegrationActors.Adapters.Https.Sender;

/// <summary>
/// Makes the message of a request. Headers come in this order, later ones being trusted more: (1) Content-Type and trace headers; (2) allowed headers of the client;
/// (3) query parameters, appended to a header of the same name; (4) headers of the runtime.
/// </summary>
internal static class SenderMessage
{
    /// <summary>Most query parameters of a request.</summary>
    public const int MaxParameters = 100;

    private const int LongestCorrelation = 128;

    public static HttpReceipt Create(HttpCall call, in ReceivedBody body)
    {
        var (context, route) = (call.Context, call.Route);
        var request = context.Request;
        var headers = new HeaderMap();
        SetAlways(request.Headers, headers);                                                        // 1
        route.AllowedHeaders.Copy(request.Headers, headers);                                        // 2
        headers.Remove("Content-Encoding"); // The body is unpacked: whoever reads or forwards it must not be told otherwise.
        var properties = new PropertyMap();
        var query = request.QueryString.Value is { Length: > 1 } text ? text : null;
        IReadOnlyList<KeyValuePair<string, string>> fromQuery = query is null ? [] : AddParameters(query, headers, properties);             // 3
        SetRuntime(call, query, headers);                                                           // 4
        return new HttpReceipt(context, route)
        {
            Message = new Message { Headers = headers, Body = body.Payload },
            Arriving = body.Arriving,
            Properties = properties,
            FromQuery = fromQuery,
            CorrelationId = Correlation(request.Headers, route.AllowedHeaders.TakesCorrelation),
            LogLevel = route.AllowedHeaders.TakesLogLevel ? Level(headers[ReservedHeaders.LogLevel]) : null,
            Sender = call.Client ?? context.Connection.RemoteIpAddress?.ToString(),
        };
    }

    private static void SetAlways(IHeaderDictionary from, HeaderMap to)
    {
        Set(to, "Content-Type", from.ContentType);
        Set(to, ReservedHeaders.TraceParent, from.TraceParent);
        Set(to, ReservedHeaders.TraceState, from.TraceState);
    }

    private static void Set(HeaderMap to, string name, in Microsoft.Extensions.Primitives.StringValues values)
    {
        if (values.Count > 0)
        {
            to.Set(name, AllowedHeaders.Join(values));
        }
    }

    private static List<KeyValuePair<string, string>> AddParameters(string query, HeaderMap headers, PropertyMap properties)
    {
        var set = new List<KeyValuePair<string, string>>();
        properties.Set(ReservedHeaders.SenderQueryProperty, query[1..]);
        foreach (var parameter in new QueryStringEnumerable(query))
        {
            var name = parameter.DecodeName().ToString();
            if (!ReservedHeaders.IsForQuery(name))
            {
                continue;
            }

            headers.Append(name, parameter.DecodeValue().ToString());
            set.RemoveAll(before => before.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
            set.Add(new(name, headers[name]!));
        }

        return set;
    }

    private static void SetRuntime(HttpCall call, string? query, HeaderMap headers)
    {
        var request = call.Context.Request;
        var path = CalledPath.Of(call.Context);
        headers.Set(ReservedHeaders.Url, call.Route.Url(request.Scheme, request.Headers.Host.ToString(), path.Encoded));
        headers.Set(ReservedHeaders.Query, query?[1..]);
        headers.Set(ReservedHeaders.Method, request.Method);
        headers.Set(ReservedHeaders.ContextPath, call.Route.Address.Base);
        headers.Set(ReservedHeaders.Path, call.Route.Rest(path, call.AddressStart));
        headers.Set(ReservedHeaders.UserName, call.Client);
    }

    // The id of the runtime, by which calls between flows stay together, is taken from everybody: the check of its form makes it harmless.
    private static string? Correlation(IHeaderDictionary request, bool takesForeign)
    {
        var given = request[ReservedHeaders.CorrelationId].ToString();
        if (given.Length == 0 && takesForeign)
        {
            given = request[AllowedHeaders.Correlation].ToString();
        }

        return given.Length is > 0 and <= LongestCorrelation && !given.AsSpan().ContainsAnyExceptInRange('!', '~') ? given : null;
    }

    private static MessageLogLevel? Level(string? given) => given?.ToUpperInvariant() switch
    {
        "NONE" => MessageLogLevel.None,
        "ERROR" => MessageLogLevel.Error,
        "INFO" => MessageLogLevel.Info,
        "DEBUG" => MessageLogLevel.Debug,
        _ => null,
    };
}
