using System.Buffers;
using IntegrationActors.Core.Stores.Queues;

namespace IntegrationActors.Adapters.Queues;

/// <summary>What a queue may be called.</summary>
internal static class QueueNames
{
    public const string BadName = "IA1360";

    public const string Rule = "must be a name of 1 to 80 letters, digits, '_', '.' and '-'";

    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    public static bool IsValid(string name) => name.Length is > 0 and <= QueueDeclaration.LongestName && !name.AsSpan().ContainsAnyExcept(Allowed);

    /// <summary>How logs and people call a queue.</summary>
    public static string Shown(string name) => $"queue:{name}";
}
