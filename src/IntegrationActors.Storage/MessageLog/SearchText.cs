using System.Diagnostics.CodeAnalysis;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Storage.MessageLog;

/// <summary>Texts are stored and searched for with the same length, so what was cut is still found.</summary>
internal static class SearchText
{
    private const int LongestName = 255;
    private const int LongestValue = MessageRecord.LongestPartner;

    public static string KeyName(string name) => Cut(name, LongestName);

    public static string Value(string value) => Cut(value, LongestValue);

    [return: NotNullIfNotNull(nameof(text))]
    public static string? Cut(string? text, int longest) => text is null || text.Length <= longest ? text : text[..longest];
}
