namespace IntegrationActors.Expressions.JsonPath.IRegexps;

/// <summary>A part of a parsed pattern; writes itself into a program.</summary>
internal abstract class Pattern
{
    public abstract void Emit(ProgramBuilder program);
}
