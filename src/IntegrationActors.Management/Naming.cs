using System.Buffers;
using IntegrationActors.Management.Problems;

namespace IntegrationActors.Management;

/// <summary>Names that people give: short, and safe in addresses, files and logs.</summary>
internal static class Naming
{
    private const int Longest = 100;
    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    public static string Check(string name, string what) => name is { Length: > 0 and <= Longest } && !name.AsSpan().ContainsAnyExcept(Allowed)
        ? name
        : throw ProblemException.Invalid($"the {what} must have 1 to {Longest} characters of letters, digits and '. _ -'");
}
