using System.Collections.Frozen;
using IntegrationActors.Adapters.Https.Sender.Authentication;
using IntegrationActors.Core.Stores;
using Microsoft.AspNetCore.Http;

namespace IntegrationActors.Adapters.Https.Sender;

/// <summary>
/// Decides whether a request may enter a channel: (1) authentication, 401; (2) role, 403; (3) CSRF token, 403; (4) method, 405; (5) framing, 400; (6) size, 413;
/// (7) query, content coding and character set, 400 and 415.
/// </summary>
internal sealed class HttpGuard(IEnumerable<ISenderAuthenticator> authenticators, CsrfTokens tokens)
{
    private readonly FrozenDictionary<string, Door> _doors = authenticators.ToFrozenDictionary(a => a.Scheme, a => new Door(a), StringComparer.OrdinalIgnoreCase);

    public ValueTask<HttpEntry> CheckAsync(HttpContext context, HttpRoute route)
    {
        if (route.Scheme is null)
        {
            return new(Admit(context, route, null));
        }

        if (!_doors.TryGetValue(route.Scheme, out var door))
        {
            throw new InvalidOperationException($"No authenticator is registered for '{route.Scheme}'.");
        }

        var pending = IdentifyAsync(context, route, door.Authenticator);
        return pending.IsCompletedSuccessfully ? new(Judge(context, route, door, pending.Result)) : AwaitAsync(context, route, door, pending);
    }

    private async ValueTask<HttpEntry> AwaitAsync(HttpContext context, HttpRoute route, Door door, ValueTask<SenderIdentification> pending) =>
        Judge(context, route, door, await pending);

    // 1
    private static ValueTask<SenderIdentification> IdentifyAsync(HttpContext context, HttpRoute route, ISenderAuthenticator authenticator)
    {
        var header = context.Request.Headers.Authorization;
        if (header.Count != 1 || header[0] is not { } text || text.Length <= authenticator.Scheme.Length || text[authenticator.Scheme.Length] != ' '
            || !text.StartsWith(authenticator.Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return default;
        }

        var credentials = new SenderCredentials(route.Flow.Tenant, text[(authenticator.Scheme.Length + 1)..].Trim(), context.Connection.RemoteIpAddress);
        return authenticator.IdentifyAsync(credentials, CancellationToken.None);
    }

    // 1, 2
    private HttpEntry Judge(HttpContext context, HttpRoute route, Door door, in SenderIdentification sender)
    {
        if (sender.Client is not { } client)
        {
            return new(sender.IsThrottled ? Refusal.Throttled : door.Unauthorized);
        }

        return HasRole(client, route.Options.Role) ? Admit(context, route, client.Id) : new(Refusal.Forbidden);
    }

    private HttpEntry Admit(HttpContext context, HttpRoute route, string? client)
    {
        var request = context.Request;
        if (route.Options.CsrfProtected && CheckToken(context, route, client) is { } answered)      // 3
        {
            return answered;
        }

        if (!route.Verbs.Contains(request.Method))                                                  // 4
        {
            return new(route.WrongMethod);
        }

        if (request.ContentLength is null && !HasClearFraming(request))                             // 5
        {
            return new(Refusal.BadFraming);
        }

        if (request.ContentLength > route.Options.MaxBodySize.Bytes)                                // 6
        {
            return new(Refusal.TooLarge);
        }

        if (request.QueryString.HasValue && request.QueryString.Value.AsSpan().Count('&') >= SenderMessage.MaxParameters) // 7
        {
            return new(Refusal.TooManyParameters);
        }

        if (request.Headers.ContentEncoding is { Count: > 0 } coding && !Compression.IsKnown(coding.ToString()))
        {
            return new(Refusal.UnknownCoding);
        }

        return ContentCharset.TryGet(request.ContentType, out var encoding) ? new(null, client, encoding) : new(Refusal.UnknownCharset);
    }

    /// <summary>Null when the request may go on.</summary>
    private HttpEntry? CheckToken(HttpContext context, HttpRoute route, string? client)
    {
        var request = context.Request;
        var token = request.Headers[CsrfTokens.Header].ToString();
        if (!HttpVerbs.IsSafe(request.Method))
        {
            return tokens.IsValid(token, route, client) ? null : new(Refusal.TokenMissing);
        }

        if (!token.Equals(CsrfTokens.Fetch, StringComparison.OrdinalIgnoreCase) || HttpMethods.IsOptions(request.Method))
        {
            return null;
        }

        context.Response.Headers[CsrfTokens.Header] = tokens.Issue(route, client);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentLength = 0;
        return new(null, IsAnswered: true);
    }

    // The server drops a Content-Length that stands beside Transfer-Encoding and keeps it under another name; two parties of the path may have read it differently.
    private static bool HasClearFraming(HttpRequest request)
    {
        var coding = request.Headers.TransferEncoding;
        return coding.Count == 0
            || (coding.Count == 1
                && string.Equals(coding[0], "chunked", StringComparison.OrdinalIgnoreCase)
                && !HttpProtocol.IsHttp10(request.Protocol)
                && !request.Headers.ContainsKey("X-Content-Length"));
    }

    private static bool HasRole(SenderClient client, string role)
    {
        for (var i = 0; i < client.Roles.Count; i++)
        {
            if (string.Equals(client.Roles[i], role, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private sealed class Door(ISenderAuthenticator authenticator)
    {
        public ISenderAuthenticator Authenticator { get; } = authenticator;

        public Refusal Unauthorized { get; } = Refusal.Unauthorized(authenticator.Challenge);
    }
}
