using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using IntegrationActors.Definitions;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Engine.Tests.Support;

/// <summary>Builds flows out of lambdas and runs one message through them.</summary>
internal sealed class TestFlow
{
    private readonly Dictionary<string, ProcessDefinition> _processes = new(StringComparer.Ordinal);
    private StepSequence _steps = StepSequence.Empty;
    private StepSequence? _onError;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    public ConcurrencyLimits Concurrency { get; init; } = new();

    public MessageLogLevel Level { get; init; } = MessageLogLevel.Info;

    public IReadOnlyList<NamedExpression> Track { get; init; } = [];

    public RecordingLog Log { get; } = new();

    public static StepDefinition Do(Action<Exchange> action) => Step((exchange, _, _) =>
    {
        action(exchange);
        return new(Outcome.Next);
    });

    public static StepDefinition Return(Outcome outcome) => Step((_, _, _) => new(outcome));

    public static StepDefinition Fail(string message) => Return(Outcome.Failed(new Fault("IA9000", message)));

    public static StepDefinition Call(string process) => new("process", SourceSpan.None, new ProcessCallOptions { Process = process });

    public static StepDefinition Step(Func<Exchange, IStepContext, CancellationToken, ValueTask<Outcome>> run, TimeSpan? timeout = null, string? name = null) =>
        new("lambda", new SourceSpan("test.flow.yaml", 3, 5), new LambdaOptions { Run = run, Timeout = timeout, Name = name });

    public static StepDefinition Choose(int branch, params StepSequence[] branches) =>
        new("lambda", SourceSpan.None, new LambdaOptions { Run = (_, _, _) => new(Outcome.Take(branch)), Branches = branches });

    public static StepSequence Sequence(params StepDefinition[] steps) => new(steps, SourceSpan.None);

    public TestFlow Steps(params StepDefinition[] steps)
    {
        _steps = Sequence(steps);
        return this;
    }

    public TestFlow OnError(params StepDefinition[] steps)
    {
        _onError = Sequence(steps);
        return this;
    }

    public TestFlow Process(string name, StepSequence steps, StepSequence? onError = null)
    {
        _processes[name] = new ProcessDefinition { Name = name, Steps = steps, OnError = onError, Span = SourceSpan.None };
        return this;
    }

    public Engine.Plans.FlowPlan Compile() => FlowCompiler.Compile(
        new FlowDefinition
        {
            Name = "test",
            Timeout = Timeout,
            Concurrency = Concurrency,
            Track = Track,
            From = [new SenderChannel("test", SourceSpan.None, new object())],
            Steps = _steps,
            OnError = _onError,
            Processes = _processes,
            File = "test.flow.yaml",
            Span = SourceSpan.None,
        },
        new TestFlowContext(Time));

    public FlowInlet Open(FlowGate? gate = null)
    {
        var plan = Compile();
        var level = new FlowLogLevel(Time);
        level.Set(Level, null, Level);
        return new FlowInlet(plan, plan.Entries[0], gate ?? new FlowGate(Concurrency), new FlowLogging(Log, level, Time));
    }

    /// <summary>Runs one message and returns what its sender was told.</summary>
    public async Task<TestReceipt> RunAsync(string body = "")
    {
        var receipt = new TestReceipt { Message = new Message { Body = Payload.FromText(body) } };
        await Open().ProcessAsync(receipt, CancellationToken.None);
        return receipt;
    }
}
