using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace IntegrationActors.Adapters.Https.Sender;

/// <summary>
/// The path of a request: decoded for routing, and percent-encoded for flows that call an address with it. What the client encoded stays encoded there: a decoded <c>?</c> would
/// begin a query in the address of the receiver.
/// </summary>
/// <param name="Decoded">As the server reads it; an encoded slash stays encoded.</param>
/// <param name="Encoded">The same path, fit for an address.</param>
internal readonly record struct CalledPath(string Decoded, string Encoded)
{
    // RFC 3986, 3.3; everything else must be encoded in a path.
    private static readonly SearchValues<char> InPath = SearchValues.Create("/%:@!$&'()*+,;=-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static CalledPath Of(HttpContext context)
    {
        var path = context.Request.Path;
        var decoded = path.Value ?? "/";
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var end = target.IndexOf('?', StringComparison.Ordinal);
        var raw = end < 0 ? target.AsSpan() : target.AsSpan(0, end);
        if (raw.ContainsAnyExcept(InPath))
        {
            return new(decoded, path.ToUriComponent());
        }

        return new(decoded, raw.SequenceEqual(decoded) ? decoded : AsSent(raw.ToString(), path));
    }

    /// <summary>The encoded path from a place on that follows a slash.</summary>
    /// <param name="start">The place in the decoded path.</param>
    public string EncodedFrom(int start)
    {
        if (ReferenceEquals(Decoded, Encoded))
        {
            return Encoded[start..];
        }

        // Both have the same slashes, since none is decoded, while the text in between may differ in length.
        var at = 0;
        for (var slashes = Decoded.AsSpan(0, start).Count('/'); slashes > 0; slashes--)
        {
            at = Encoded.IndexOf('/', at) + 1;
        }

        return Encoded[at..];
    }

    // An address in absolute form and one with dot segments are not the path that was routed.
    private static string AsSent(string raw, PathString path) =>
        raw.StartsWith('/') && PathString.FromUriComponent(raw).Equals(path, StringComparison.Ordinal) ? raw : path.ToUriComponent();
}
