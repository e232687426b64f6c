using System.CommandLine;
using System.Text.Json.Nodes;
using IntegrationActors.Cli.Api;
using IntegrationActors.Cli.Output;

namespace IntegrationActors.Cli.Commands;

/// <summary>Tests the channels of a flow from the node that runs it.</summary>
internal sealed class CheckCommand : ICliCommand
{
    private readonly Argument<string> _flow = new("FLOW") { Description = "Name of the flow" };
    private readonly Argument<string?> _channel = new("CHANNEL") { Arity = ArgumentArity.ZeroOrOne, Description = "A step that calls, or the kind of a channel (https, sftp); without it all are tested" };

    public string Name => "check";

    public string Summary => "Tests whether the systems of a flow can be reached from its node, layer by layer, and says what to do.";

    public IReadOnlyList<string> Examples => ["ia check orders-to-erp", "ia check orders-to-erp erp", "ia check orders-to-erp sftp -o json"];

    public IReadOnlyList<Symbol> Arguments => [_flow, _channel];

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var path = run.InTenant("flows", run.Value(_flow), "check");
        var channel = run.Value(_channel);
        var answer = await run.Api.SendAsync(HttpMethod.Post, channel is null ? path : $"{path}?channel={Uri.EscapeDataString(channel)}", (HttpContent?)null, cancel);
        var channels = answer.Items("items").ToList();
        run.Printer.One(answer, run.Value(_flow), () => channels.ForEach(tested => Show(run.Out, tested)));
        if (channels.Count == 0)
        {
            run.Error.WriteLine($"flow {run.Value(_flow)} has no channels");
        }

        return channels.TrueForAll(tested => tested.IsTrue("works")) ? ExitCode.Fine : ExitCode.Negative;
    }

    private static void Show(TextWriter text, JsonNode channel)
    {
        text.WriteLine(Harmless.Line($"{channel.Text("name")} ({channel.Text("kind")}, {channel.Text("direction")})"));
        foreach (var layer in channel.Items("layers"))
        {
            var code = layer.Text("code") is { } known ? $"{known}: " : "";
            text.WriteLine(Harmless.Line($"  {Word(layer),-8}{layer.Text("layer"),-12}{code}{layer.Text("detail")}"));
            if (layer.Text("advice") is { } advice)
            {
                text.WriteLine(Harmless.Line($"  {"",-20}{advice}"));
            }
        }
    }

    private static string Word(JsonNode layer) => layer.Text("outcome")?.ToUpperInvariant() switch
    {
        "PASSED" => "ok",
        "FAILED" => "FAILED",
        _ => "-",
    };
}
