using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using IntegrationActors.Definitions;

namespace IntegrationActors.Engine.Plans;

/// <summary>
/// Builds the nodes of a flow in two passes: (1) create every step in reading order, which gives it its index; (2) link each to what follows it.
/// Findings of all steps are collected.
/// </summary>
internal sealed class PlanBuilder
{
    private const string MainProcess = "main";

    private readonly FlowDefinition _flow;
    private readonly PlanContext _context;
    private readonly List<PlanNode> _nodes = [];
    private readonly StatefulNames _names = new();
    private readonly Emissions _emissions = new();
    private readonly Dictionary<string, PlanProcess> _processes;

    // The process whose steps are being built; null in onError, which has no error handling of its own.
    private PlanProcess? _errorHandling;

    public PlanBuilder(FlowDefinition flow, IFlowContext context, IReceiverStandIns? standIns)
    {
        _flow = flow;
        _processes = flow.Processes.Keys.ToDictionary(name => name, name => new PlanProcess(name), StringComparer.Ordinal);
        _context = new PlanContext(context, flow.AllowedHeaders, this, standIns);
    }

    public IFlowContext Context => _context;

    public List<Diagnostic> Findings { get; } = [];

    public PlanContent Build()
    {
        var main = new PlanProcess(MainProcess);
        Fill(main, _flow.Steps, _flow.OnError);
        foreach (var (name, definition) in _flow.Processes)
        {
            Fill(_processes[name], definition.Steps, definition.OnError);
        }

        var entries = _flow.From.Select(channel => new PlanEntry(channel, main))
            .Concat(_flow.Processes.SelectMany(p => p.Value.From.Select(channel => new PlanEntry(channel, _processes[p.Key]))))
            .Concat(_emissions.Entries);
        return new PlanContent(_nodes, main, [.. entries.Select((entry, index) => entry with { Index = index })], _context.Receivers);
    }

    public PlanProcess Process(ProcessReference reference) => _processes.TryGetValue(reference.Name, out var process)
        ? process
        : throw new DiagnosticException(Diagnostic.Error(
            ReferenceCodes.UnknownProcess, reference.Span, $"unknown process '{reference.Name}'{Suggestion.DidYouMean(reference.Name, _processes.Keys)}"));

    public PlanSequence Sequence(StepSequence sequence) => new(null) { Start = Link(Create(sequence), null) };

    public PlanSequence Fork(StepSequence sequence) => new(_errorHandling) { Start = Link(Create(sequence), null) };

    private void Fill(PlanProcess process, StepSequence steps, StepSequence? onError)
    {
        var before = _emissions.Entries.Count;
        _errorHandling = process;
        process.Start = Link(Create(steps), null);
        _errorHandling = null;
        var inside = before.._emissions.Entries.Count;
        process.HasErrorHandling = onError is not null;
        process.OnError = onError is null ? null : Link(Create(onError), null);
        _emissions.HandleErrors(inside, process);
    }

    // 1
    private List<Created> Create(StepSequence sequence)
    {
        var created = new List<Created>(sequence.Steps.Count);
        for (var i = 0; i < sequence.Steps.Count; i++)
        {
            var step = sequence.Steps[i];
            var place = new StepPlace(step, sequence.Steps.ElementAtOrDefault(i - 1), sequence.Steps.ElementAtOrDefault(i + 1));
            if (TryCreate(place) is not { } node)
            {
                continue;
            }

            var branches = step.Options is IBranchingOptions branching ? branching.Branches.Select(Create).ToArray() : [];
            created.Add(new Created(node, branches));
            if (node.Step is IEmittingStep emitter)
            {
                _emissions.Add(step, node, emitter).Start = Link(Create(emitter.Emission), null);
            }
        }

        return created;
    }

    private PlanNode? TryCreate(StepPlace place)
    {
        var definition = place.Definition;
        var (outer, around) = (_context.Place, _context.Step);
        _context.Place = place;
        try
        {
            var index = _nodes.Count;
            _nodes.Add(null!);
            _names.Check(definition);
            var name = definition.Options.Name ?? $"{definition.Kind}-{index + 1}";
            _context.Step = name;
            var step = ComponentFactory.Create<IStep, StepAttribute>(definition.Options, _context);
            return _nodes[index] = new PlanNode(index, definition.Kind, name, step)
            {
                Span = definition.Span,
                Timeout = definition.Options.TimeoutOfEngine,
            };
        }
        catch (DiagnosticException e)
        {
            Findings.AddRange(e.Diagnostics);
            return null;
        }
        finally
        {
            (_context.Place, _context.Step) = (outer, around);
        }
    }

    // 2
    private static PlanNode? Link(List<Created> sequence, PlanNode? continuation)
    {
        for (var i = sequence.Count - 1; i >= 0; i--)
        {
            var (node, branches) = sequence[i];
            node.Next = continuation;
            node.Branches = [.. branches.Select(branch => Link(branch, node.Next))];
            continuation = node;
        }

        return continuation;
    }

    private sealed record Created(PlanNode Node, List<Created>[] Branches);
}
