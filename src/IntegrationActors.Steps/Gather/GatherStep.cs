using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;
using IntegrationActors.Steps.Gatherers;

namespace IntegrationActors.Steps.Gather;

/// <summary>The place of the gather in the flow. Its work is done by the step before, which hands over each result as soon as it is there.</summary>
public sealed class GatherStep : IStep
{
    private const string Misplaced = "IA1306";

    public GatherStep(GatherOptions options, IStepContext context)
    {
        _ = options;
        var before = context.Preceding;
        if (before?.Options is not IGatheredOptions gathered)
        {
            throw new DiagnosticException(Diagnostic.Error(Misplaced, context.Definition.Span, $"'gather' stands right behind a 'splitter' or a 'multicast', and here it stands {(before is null ? "first" : $"behind '{before.Kind}'")}"));
        }

        if (gathered.Gather is not null)
        {
            throw new DiagnosticException(Diagnostic.Error(Misplaced, context.Definition.Span, $"the '{before.Kind}' before has its own 'gather'; keep one"));
        }
    }

    public ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel) => new(Outcome.Next);
}
