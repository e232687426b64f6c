using System.Text.Json.Nodes;
using IntegrationActors.Cli.Api;

namespace IntegrationActors.Cli.Commands;

/// <summary>Whether a queue gives messages out, in a word.</summary>
internal static class QueueState
{
    public static string Of(JsonNode queue) => queue.IsTrue("paused") ? "paused" : queue.Number("consumers") > 0 ? "running" : "no consumer";
}
