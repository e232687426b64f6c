namespace IntegrationActors.Expressions.JsonPath.IRegexps;

/// <summary>One character of a class.</summary>
internal sealed class RunePattern(RuneClass runes) : Pattern
{
    public override void Emit(ProgramBuilder program) => program.Add(new Instruction(Operation.Rune, runes));
}
