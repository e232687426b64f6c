using System.Buffers;

namespace IntegrationActors.Steps.JavaScript;

/// <summary>Names of headers that can travel (RFC 9110, 5.6.2).</summary>
internal static class HeaderNames
{
    private static readonly SearchValues<char> Characters = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static bool IsValid(string name) => name.Length > 0 && !name.AsSpan().ContainsAnyExcept(Characters);
}
