using System.Text.Json;

namespace IntegrationActors.Core.Messages;

/// <summary>Limits for JSON that came from outside.</summary>
public static class JsonLimits
{
    /// <summary>Deepest nesting of arrays and objects that is read.</summary>
    public const int MaxDepth = 512;

    public static JsonDocumentOptions Document { get; } = new() { MaxDepth = MaxDepth };

    public static JsonReaderOptions Reader { get; } = new() { MaxDepth = MaxDepth };
}
