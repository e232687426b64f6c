using System.CommandLine;
using System.Text.Json.Nodes;
using IntegrationActors.Cli.Api;

namespace IntegrationActors.Cli.Commands;

/// <summary>Sends the failed messages of a group again.</summary>
internal sealed class RetryCommand : ICliCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly FailureFilter _filter = new();
    private readonly Option<bool> _noWait = new("--no-wait") { Description = "Doesn't wait until all are sent" };

    public string Name => "retry";

    public string Summary => "Sends failed messages of a flow again that nobody has sent again yet; 'ia get failures' shows the groups.";

    public IReadOnlyList<string> Examples => ["ia retry --flow orders-to-erp --step erp --code IA3001", "ia retry --flow orders-to-erp --since 2h --no-wait"];

    public IReadOnlyList<Symbol> Arguments => [.. _filter.Options, _noWait];

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var body = _filter.Body(run);
        if (body["flow"] is null)
        {
            throw CliException.Usage("say which flow: --flow NAME");
        }

        var operation = await run.Api.SendAsync(HttpMethod.Post, run.InTenant("failures", "retry"), body, cancel);
        while (!run.Value(_noWait) && operation.Text("state") is "Running")
        {
            await Task.Delay(Pause, run.Terminal.Time, cancel);
            operation = await run.Api.GetAsync(run.InTenant("operations", operation.Text("id") ?? ""), cancel);
        }

        run.Printer.One(operation, operation.Text("id"), () => Show(run, operation));
        return operation.Text("state") is "Failed" || operation.Number("skipped") > 0 ? ExitCode.Negative : ExitCode.Fine;
    }

    private static void Show(Invocation run, JsonNode operation)
    {
        run.Out.WriteLine($"{operation.Text("done")} of {operation.Text("total")} failed messages sent again");
        if (operation.Number("skipped") > 0)
        {
            run.Error.WriteLine($"{operation.Text("skipped")} were passed over: their input was not kept (keepInput in the flow)");
        }

        if (operation.Text("error") is { } error)
        {
            run.Error.WriteLine(error);
        }
    }
}
