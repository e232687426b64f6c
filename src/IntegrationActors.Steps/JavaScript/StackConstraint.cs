using System.Runtime.CompilerServices;
using Jint;

namespace IntegrationActors.Steps.JavaScript;

/// <summary>Generators that draw on generators recurse without calling a function: the stack is looked at with each statement, since a full one ends the process.</summary>
internal sealed class StackConstraint : Constraint
{
    public override bool IsAmortizable => false;

    public override void Check() => RuntimeHelpers.EnsureSufficientExecutionStack();

    public override void Reset()
    {
    }
}
