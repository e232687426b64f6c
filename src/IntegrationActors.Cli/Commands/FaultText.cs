using System.Text.Json.Nodes;
using IntegrationActors.Cli.Api;

namespace IntegrationActors.Cli.Commands;

/// <summary>What went wrong with a message, in one line.</summary>
internal static class FaultText
{
    public static string Of(JsonNode message) => message["fault"] is { } fault
        ? $"{fault.Text("code")}: {fault.Text("message")}{(fault.Text("hint") is { } hint ? " " + hint : "")}".ReplaceLineEndings(" ")
        : "";
}
