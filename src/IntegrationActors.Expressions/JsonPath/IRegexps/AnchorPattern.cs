namespace IntegrationActors.Expressions.JsonPath.IRegexps;

/// <summary><c>^</c> or <c>$</c>: the start or the end of the string.</summary>
internal sealed class AnchorPattern(Operation operation) : Pattern
{
    public override void Emit(ProgramBuilder program) => program.Add(new Instruction(operation));
}
