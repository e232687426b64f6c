using System.CommandLine;
using IntegrationActors.Cli.Api;
using IntegrationActors.Cli.Output;

namespace IntegrationActors.Cli.Commands;

/// <summary>Shows a variable with its value.</summary>
internal sealed class DescribeVariableCommand : ICliCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "Name of the variable" };
    private readonly FlowScope _scope = new();

    public string Name => "describe variable";

    public string Summary => "Shows a variable with its value.";

    public IReadOnlyList<string> Examples => ["ia describe variable euroRate", "ia describe variable lastRun --flow orders-to-erp"];

    public IReadOnlyList<Symbol> Arguments => [_name, _scope.Option];

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var variable = await run.Api.GetAsync(_scope.On(run, run.InTenant("variables", run.Value(_name))), cancel);
        run.Printer.One(variable, variable.Text("name"), () => run.Printer.Facts(
            ("Variable", variable.Text("name")),
            ("Flow", variable.Text("flow") ?? "all"),
            ("Type", variable.Text("type")),
            ("Value", variable.Text("value")),
            ("Written", Moments.Show(variable.Time("written"))),
            ("Expires", Moments.Show(variable.Time("expires")))));
        return ExitCode.Fine;
    }
}
