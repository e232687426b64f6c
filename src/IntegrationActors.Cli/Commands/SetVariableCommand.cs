using System.CommandLine;
using System.Text.Json.Nodes;

namespace IntegrationActors.Cli.Commands;

/// <summary>Sets a variable that flows read.</summary>
internal sealed class SetVariableCommand : ICliCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "Name of the variable" };
    private readonly Argument<string> _value = new("VALUE") { Description = "The value as text" };
    private readonly Option<string?> _type = new("--type") { HelpName = "TYPE", Description = "What the text is: text, number, boolean, time, xml or json [default: text]" };
    private readonly FlowScope _scope = new();

    public SetVariableCommand() => _type.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "text", "number", "boolean", "time", "xml", "json");

    public string Name => "set variable";

    public string Summary => "Sets a variable for 400 days from now; flows read it from their next message on.";

    public IReadOnlyList<string> Examples => ["ia set variable euroRate 1.08 --type number", "ia set variable lastRun 2026-01-01T00:00:00Z --type time --flow orders-to-erp"];

    public IReadOnlyList<Symbol> Arguments => [_name, _value, _type, _scope.Option];

    public bool HasAnswer => false;

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var (name, body) = (run.Value(_name), new JsonObject { ["value"] = run.Value(_value) });
        if (run.Value(_type) is { } type)
        {
            body["type"] = type;
        }

        await run.Api.SendAsync(HttpMethod.Put, _scope.On(run, run.InTenant("variables", name)), body, cancel);
        run.Error.WriteLine($"variable {name}{_scope.Describe(run)} set");
        return ExitCode.Fine;
    }
}
