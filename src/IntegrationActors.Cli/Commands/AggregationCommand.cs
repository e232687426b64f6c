using System.CommandLine;

namespace IntegrationActors.Cli.Commands;

/// <summary>Does one thing with what an aggregator gathers.</summary>
internal sealed class AggregationCommand : ICliCommand
{
    private readonly bool _isFinal;
    private readonly Argument<string> _number = new("NUMBER") { Description = "Number that 'ia get aggregations' shows" };
    private readonly Confirmation _confirmation = new();

    private AggregationCommand(bool isFinal) => _isFinal = isFinal;

    public static IReadOnlyList<ICliCommand> All { get; } = [new AggregationCommand(isFinal: false), new AggregationCommand(isFinal: true)];

    public string Name => _isFinal ? "aggregation delete" : "aggregation retry";

    public string Summary => _isFinal
        ? "Deletes what an aggregator has gathered, for good; asks first."
        : "Sends on now what an aggregator has gathered: what waits for messages or its next try, or was set aside.";

    public IReadOnlyList<string> Examples => _isFinal ? ["ia aggregation delete 17 --yes"] : ["ia aggregation retry 17"];

    public IReadOnlyList<Symbol> Arguments => _isFinal ? [_number, _confirmation.Option] : [_number];

    public bool HasAnswer => false;

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var number = run.Value(_number);
        if (_isFinal)
        {
            _confirmation.Require(run, $"Delete aggregation {number} of tenant {run.Tenant} with its messages for good?");
            await run.Api.SendAsync(HttpMethod.Delete, run.InTenant("aggregations", number), (HttpContent?)null, cancel);
        }
        else
        {
            await run.Api.SendAsync(HttpMethod.Post, run.InTenant("aggregations", number, "retry"), (HttpContent?)null, cancel);
        }

        run.Error.WriteLine($"aggregation {number} {(_isFinal ? "deleted" : "is sent on")}");
        return ExitCode.Fine;
    }
}
