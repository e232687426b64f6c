using System.Text.Json;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Core.Messages.Content;

internal static class JsonView
{
    public static JsonDocument Parse(PayloadContent content)
    {
        try
        {
            return content is MemoryContent memory
                ? JsonDocument.Parse(memory.Memory, JsonLimits.Document)
                : content.Read(static bytes => JsonDocument.Parse(bytes.ToArray(), JsonLimits.Document));
        }
        catch (JsonException e)
        {
            throw new FaultException("IA3011", $"The body is not JSON: {e.Message}", "Check the body before this step: ia trace shows it.", e);
        }
    }
}
