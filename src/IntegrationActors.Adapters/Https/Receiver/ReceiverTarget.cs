using System.Collections.Frozen;
using Microsoft.AspNetCore.WebUtilities;

namespace IntegrationActors.Adapters.Https.Receiver;

/// <summary>A checked address.</summary>
/// <param name="Uri">With query.</param>
/// <param name="Shown">Without query, for logs.</param>
internal sealed record ReceiverTarget(Uri Uri, string Shown)
{
    /// <summary>Options of the client that flows of other platforms wrote into addresses; sent on, they would reach the receiver as a query.</summary>
    private static readonly FrozenSet<string> Refused = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "throwExceptionOnFailure", "bridgeEndpoint", "transferException", "client", "clientConfig", "binding", "sslContextParameters", "bufferSize");

    private static readonly FrozenSet<string> DotSegments = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, ".", "..", "%2e", ".%2e", "%2e.", "%2e%2e");

    /// <summary>Checks an address.</summary>
    /// <param name="url">Address, possibly with a query.</param>
    /// <param name="query">Query to add; empty for none.</param>
    /// <param name="problem">What is wrong with it, to stand after "it"; null when it is good.</param>
    public static ReceiverTarget? TryCreate(string url, string query, out string? problem)
    {
        var text = query.Length == 0 ? url : $"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query.TrimStart('?', '&')}";
        var uri = Uri.TryCreate(text, UriKind.Absolute, out var parsed) ? parsed : null;
        problem = CheckText(text) ?? CheckUri(uri);
        return problem is null ? new ReceiverTarget(uri!, uri!.GetLeftPart(UriPartial.Path)) : null;
    }

    private static string? CheckText(string text)
    {
        foreach (var c in text)
        {
            if (c is <= ' ' or '\x7f' or '\\')
            {
                return "has a blank, a control character or a backslash, which must be percent-encoded";
            }
        }

        if (text.Contains('#', StringComparison.Ordinal))
        {
            return "has a '#', which must be percent-encoded";
        }

        return Climbs(text) ? "has a segment '.' or '..', which would lead out of the path that was written" : null;
    }

    // A value from a message that was put into the path must not be able to choose another one.
    private static bool Climbs(string text)
    {
        var query = text.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? text : text[..query];
        foreach (var segment in path.AsSpan().Split('/'))
        {
            if (DotSegments.Contains(path[segment]))
            {
                return true;
            }
        }

        return false;
    }

    private static string? CheckUri(Uri? uri)
    {
        if (uri is null || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps) || uri.Host.Length == 0)
        {
            return "is no absolute address that starts with http:// or https://";
        }

        return uri.UserInfo.Length > 0 ? "names a user; use 'credential'" : CheckQuery(uri.Query);
    }

    private static string? CheckQuery(string query)
    {
        if (query.Length == 0)
        {
            return null;
        }

        foreach (var parameter in new QueryStringEnumerable(query))
        {
            if (parameter.DecodeName().ToString() is var name && Refused.Contains(name))
            {
                return $"has the option '{name}'; options of the call are written beside 'url'";
            }
        }

        return null;
    }
}
