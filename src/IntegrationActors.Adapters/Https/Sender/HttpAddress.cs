using System.Buffers;

namespace IntegrationActors.Adapters.Https.Sender;

/// <summary>
/// The address of a sender channel: what stands after <c>/http</c>. It starts with <c>/</c>; segments hold letters, digits and <c>_ ~ - . $</c>, do not start with
/// <c>. - ~</c>, and have a <c>$</c> only as their first character; <c>/*</c> at the end takes in everything below. Upper and lower case are the same.
/// </summary>
internal sealed class HttpAddress
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create("_~-.$ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    private HttpAddress(string text)
    {
        Text = text;
        IsPrefix = text.EndsWith("/*", StringComparison.Ordinal);
        Base = IsPrefix ? text[..^2] : text;
    }

    public string Text { get; }

    /// <summary>Ends in <c>/*</c>.</summary>
    public bool IsPrefix { get; }

    /// <summary>The address without <c>/*</c>.</summary>
    public string Base { get; }

    /// <summary>Null when <paramref name="text"/> is an address, else what is wrong with it.</summary>
    public static string? Check(string text)
    {
        if (text.Length < 2 || text[0] != '/')
        {
            return $"address '{text}' must start with '/' and name something: /orders";
        }

        var segments = text[1..].Split('/');
        for (var i = 0; i < segments.Length; i++)
        {
            if (segments[i] == "*" && i == segments.Length - 1)
            {
                return null;
            }

            if (CheckSegment(segments[i]) is { } problem)
            {
                return $"address '{text}': {problem}";
            }
        }

        return null;
    }

    public static HttpAddress Parse(string text) => new(text);

    /// <summary>Whether some request would fit both addresses.</summary>
    public bool Overlaps(HttpAddress other) => Covers(other) || other.Covers(this);

    public override string ToString() => Text;

    private bool Covers(HttpAddress other)
    {
        var covered = other.Base;
        return covered.Equals(Base, StringComparison.OrdinalIgnoreCase)
            || (IsPrefix && covered.Length > Base.Length && covered[Base.Length] == '/' && covered.StartsWith(Base, StringComparison.OrdinalIgnoreCase));
    }

    private static string? CheckSegment(string segment)
    {
        if (segment.Length == 0)
        {
            return "a segment is empty; write no '//' and no '/' at the end";
        }

        if (segment.Contains('*', StringComparison.Ordinal))
        {
            return "'*' may only be the last segment: /orders/*";
        }

        if (segment.AsSpan().ContainsAnyExcept(Allowed))
        {
            return $"segment '{segment}' may hold letters, digits and _ ~ - . $ only";
        }

        if (segment[0] is '.' or '-' or '~')
        {
            return $"segment '{segment}' must not start with '{segment[0]}'";
        }

        return segment.LastIndexOf('$') > 0 ? $"segment '{segment}' may have '$' as its first character only" : null;
    }
}
