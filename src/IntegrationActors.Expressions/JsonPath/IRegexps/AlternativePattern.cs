namespace IntegrationActors.Expressions.JsonPath.IRegexps;

/// <summary><c>a|b|…</c></summary>
internal sealed class AlternativePattern(List<Pattern> branches) : Pattern
{
    public override void Emit(ProgramBuilder program)
    {
        var exits = new List<int>();
        for (var i = 0; i < branches.Count - 1; i++)
        {
            var split = program.Add(new Instruction(Operation.Split));
            branches[i].Emit(program);
            exits.Add(program.Add(new Instruction(Operation.Jump)));
            program.LinkToNext(split);
        }

        branches[^1].Emit(program);
        exits.ForEach(program.LinkToNext);
    }
}
