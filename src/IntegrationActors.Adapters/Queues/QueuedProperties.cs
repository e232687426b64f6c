using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Adapters.Queues;

/// <summary>Properties as they travel through a queue: texts.</summary>
internal static class QueuedProperties
{
    public static IReadOnlyList<KeyValuePair<string, string>> Of(PropertyMap properties) =>
        properties.Count == 0 ? [] : [.. properties.Select(p => KeyValuePair.Create(p.Key, ExpressionValue.ToText(p.Value)))];
}
