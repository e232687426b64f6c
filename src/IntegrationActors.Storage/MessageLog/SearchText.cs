namespace IntegrationActors.Storage.MessageLog;

/// <summary>Texts are stored and searched for with the same length, so what was cut is still found.</summary>
internal static class SearchText
{
    private const int LongestName = 255;
    private const int LongestValue = 1024;

    public static string KeyName(string name) => Cut(name, LongestName);

    public static string Value(string value) => Cut(value, LongestValue);

    public static string Cut(string text, int longest) => text.Length <= longest ? text : text[..longest];
}
