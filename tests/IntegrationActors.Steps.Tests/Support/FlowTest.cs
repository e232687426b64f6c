using System.Text;
using IntegrationActors.Adapters.Https;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores;
using IntegrationActors.Definitions;
using IntegrationActors.Engine;
using IntegrationActors.Engine.Inlets;
using IntegrationActors.Expressions;
using IntegrationActors.Steps.JavaScript;
using IntegrationActors.Steps.Set;
using Xunit.Sdk;

namespace IntegrationActors.Steps.Tests.Support;

/// <summary>
/// A YAML snippet, a message and what becomes of it: read, compiled and run as a server does it. Bodies arrive as streams that nobody has read yet, as they
/// do over HTTP; a test that wants a body in memory says so.
/// </summary>
internal sealed record FlowTest(string Steps)
{
    private static readonly Catalogue Catalogue = Catalogue.Of(typeof(SetStep).Assembly, typeof(HttpsAdapterServices).Assembly, typeof(FlowTest).Assembly);

    /// <summary>Further parts of the flow beside <c>steps</c>: <c>onError</c>, <c>processes</c>, <c>namespaces</c>, <c>parameters</c>.</summary>
    public string Flow { get; init; } = "";

    /// <summary>The whole flow file; by default it is made of the snippets.</summary>
    public FlowSource? Source { get; init; }

    public string Body { get; init; } = "";

    /// <summary>The body as it comes from its sender, in place of <see cref="Body"/>.</summary>
    public Stream? Incoming { get; init; }

    /// <summary>Encoding of the body, as its sender declared it.</summary>
    public Encoding Encoding { get; init; } = Encoding.UTF8;

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Files of the bundle by path.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>What the receiver <c>stub: {}</c> does with a message that it gets.</summary>
    public Func<Exchange, Outcome> Receiver { get; init; } = _ => Outcome.Next;

    /// <summary>The stores of the tenant; null: none, and a flow that uses one fails.</summary>
    public Core.Stores.ITenantStores? Stores { get; init; }

    /// <summary>The clock of the flow and of its steps.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Whether the sender waits for an answer.</summary>
    public bool IsSynchronous { get; init; } = true;

    /// <summary>Credentials and keys of the tenant.</summary>
    public IReadOnlyList<Credential> Credentials { get; init; } = [];

    /// <summary>Where bodies are kept that are too large for memory.</summary>
    public PayloadSpool Spool { get; init; } = TestSpool.Instance;

    /// <summary>Whether the body is in memory when the flow starts.</summary>
    public bool IsBuffered { get; init; }

    /// <summary>What is wrong with the flow, in words of its author: when it is read, or else when it is compiled.</summary>
    public IReadOnlyList<string> Findings()
    {
        var reading = Read();
        if (reading.HasErrors)
        {
            return [.. reading.Findings.Select(finding => finding.ToString())];
        }

        try
        {
            FlowCompiler.Compile(reading.Flow!, new TestFlowContext(this));
            return [];
        }
        catch (Core.Diagnostics.DiagnosticException e)
        {
            return [.. e.Diagnostics.Select(finding => finding.ToString())];
        }
    }

    /// <summary>Runs the message through the flow.</summary>
    public async Task<FlowEnd> RunAsync(CancellationToken cancel = default)
    {
        var reading = Read();
        if (reading.Flow is null)
        {
            throw new XunitException(string.Join('\n', reading.Findings));
        }

        var context = new TestFlowContext(this);
        await using var plan = FlowCompiler.Compile(reading.Flow, context);
        var inlet = new FlowInlet(plan, plan.Entries[0], new FlowGate(reading.Flow.Concurrency), new FlowLogging(context, new FlowLogLevel(TimeProvider.System), Time));
        var receipt = new TestReceipt(IsSynchronous) { Message = Message(context.Spool) };
        await inlet.ProcessAsync(receipt, cancel);
        return receipt.End! with { Record = context.Record!, Lines = context.Lines, Sent = context.Sent, Steps = StepNames(context.Record!, plan) };
    }

    /// <summary>The plan in surroundings of its own.</summary>
    public Engine.Plans.FlowPlan Compile(TestFlowContext context)
    {
        var reading = Read();
        return FlowCompiler.Compile(reading.Flow ?? throw new XunitException(string.Join('\n', reading.Findings)), context);
    }

    private FlowReading Read()
    {
        var source = Source ?? new FlowSource("test.flow.yaml", $"flow: test\nfrom: {{ test: {{}} }}\nsteps:\n{Indent(Steps)}\n{Flow}");
        return new FlowReader(Catalogue, new ExpressionCompiler([new JavaScriptLanguage()])).Read(source, new FlowReadingContext { References = new TestReferences(Files) });
    }

    private Message Message(PayloadSpool spool)
    {
        var bytes = Encoding.GetBytes(Body);
        var message = new Message
        {
            Body = Incoming is { } stream ? Payload.FromStream(stream, null, spool, encoding: Encoding) : IsBuffered ? Payload.FromBytes(bytes, Encoding) : Payload.FromStream(new MemoryStream(bytes), bytes.Length, spool, encoding: Encoding),
        };
        foreach (var (name, value) in Headers)
        {
            message.Headers.Set(name, value);
        }

        return message;
    }

    private static string Indent(string yaml) => string.Join('\n', yaml.Split('\n').Select(line => "  " + line));

    private static string[] StepNames(MessageRecord record, Engine.Plans.FlowPlan plan)
    {
        var runs = new StepRun[record.Steps.Count];
        record.Steps.CopyTo(runs);
        return [.. runs.Select(run => plan.Nodes[run.Node].Name)];
    }

    private sealed class TestReferences(IReadOnlyDictionary<string, string> files) : IReferences
    {
        public bool HasCredential(string name) => true;

        public bool HasResource(string path) => files.ContainsKey(path);
    }
}
