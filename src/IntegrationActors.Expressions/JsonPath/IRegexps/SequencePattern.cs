namespace IntegrationActors.Expressions.JsonPath.IRegexps;

/// <summary>Parts one after the other.</summary>
internal sealed class SequencePattern(List<Pattern> parts) : Pattern
{
    public override void Emit(ProgramBuilder program)
    {
        foreach (var part in parts)
        {
            part.Emit(program);
        }
    }
}
