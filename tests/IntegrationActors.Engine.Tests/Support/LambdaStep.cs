using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Engine.Tests.Support;

/// <summary>A step whose behaviour a test writes in place.</summary>
[Step("lambda", typeof(LambdaStep))]
public sealed record LambdaOptions : StepOptions, IBranchingOptions
{
    public required Func<Exchange, IStepContext, CancellationToken, ValueTask<Outcome>> Run { get; init; }

    public IReadOnlyList<StepSequence> Branches { get; init; } = [];
}

public sealed class LambdaStep(LambdaOptions options, IStepContext context) : IStep
{
    public ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel) => options.Run(exchange, context, cancel);
}

/// <summary>A step that can't be built.</summary>
[Step("broken", typeof(BrokenStep))]
public sealed record BrokenOptions : StepOptions;

public sealed class BrokenStep : IStep
{
    public BrokenStep(BrokenOptions options, IStepContext context)
    {
        _ = options;
        throw new DiagnosticException(Diagnostic.Error("IA9999", new SourceSpan("x.flow.yaml", 1, 2), $"no {context.Flow.Flow}"));
    }

    public ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel) => new(Outcome.Next);
}

/// <summary>Calls a process of the flow.</summary>
[Step("process", typeof(ProcessCallStep))]
public sealed record ProcessCallOptions : StepOptions
{
    public required string Process { get; init; }
}

public sealed class ProcessCallStep(ProcessCallOptions options, IStepContext context) : IStep
{
    private readonly ISequence _process = context.Process(new ProcessReference(options.Process, SourceSpan.None));

    public ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel) => _process.RunAsync(exchange, cancel);
}
