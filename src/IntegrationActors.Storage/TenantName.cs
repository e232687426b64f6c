using System.Buffers;

namespace IntegrationActors.Storage;

/// <summary>Names of tenants become folders and addresses: 1 to 63 of <c>a-z 0-9 -</c>, beginning with a letter. Nothing else reaches a path.</summary>
public static class TenantName
{
    private const int Longest = 63;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    public static bool IsValid(string name) =>
        name.Length is >= 1 and <= Longest && char.IsAsciiLetterLower(name[0]) && !name.AsSpan().ContainsAnyExcept(Allowed);

    /// <summary>Returns the name, or refuses it.</summary>
    /// <exception cref="ArgumentException">The name is not allowed.</exception>
    public static string Check(string name) => IsValid(name)
        ? name
        : throw new ArgumentException($"A tenant's name has 1 to {Longest} characters of a-z, 0-9 and '-', and begins with a letter.", nameof(name));
}
