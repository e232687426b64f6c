using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Engine.Plans;

/// <summary>Sees to the names of steps that keep something from one run to the next: each has one, and each another one.</summary>
internal sealed class StatefulNames
{
    private const string NameMissing = "IA1341";
    private const string NameTaken = "IA1342";

    private readonly Dictionary<(string Kind, string Name), SourceSpan> _taken = [];

    /// <summary>Checks a step that is about to be made.</summary>
    /// <exception cref="DiagnosticException">IA1341: the step has no name. IA1342: another step has it.</exception>
    public void Check(StepDefinition step)
    {
        if (step.Options is not IStatefulOptions { Name: var name })
        {
            return;
        }

        if (name is null)
        {
            throw new DiagnosticException(Diagnostic.Error(
                NameMissing, step.Span, $"'{step.Kind}' needs a name, under which it keeps what it knows when the flow changes; write: name: {step.Kind} orders"));
        }

        if (!_taken.TryAdd((step.Kind, name), step.Span))
        {
            throw new DiagnosticException(Diagnostic.Error(
                NameTaken, step.Span, $"another '{step.Kind}' of the flow has the name '{name}' (line {_taken[(step.Kind, name)].Line}), and they would take each other's messages for their own; name one of them differently"));
        }
    }
}
