using System.CommandLine;

namespace IntegrationActors.Cli.Commands;

/// <summary>Whose entries of a store are meant: those of one flow, or those that all flows see.</summary>
internal sealed class FlowScope
{
    private readonly Option<string?> _flow = new("--flow") { HelpName = "FLOW", Description = "The flow that alone sees it; without it what all flows see" };

    public Option Option => _flow;

    /// <summary>The path with the query that says it.</summary>
    public string On(Invocation run, string path) => run.Value(_flow) is { } flow
        ? $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}flow={Uri.EscapeDataString(flow)}"
        : path;

    /// <summary>Words for people: <c> of flow orders</c>, or nothing.</summary>
    public string Describe(Invocation run) => run.Value(_flow) is { } flow ? $" of flow {flow}" : "";
}
