namespace IntegrationActors.Expressions.JsonPath.IRegexps;

/// <summary><c>a{least,most}</c> and its short forms; no <c>most</c> means without end.</summary>
internal sealed class RepeatedPattern(Pattern part, int least, int? most) : Pattern
{
    public override void Emit(ProgramBuilder program)
    {
        for (var i = 0; i < least; i++)
        {
            part.Emit(program);
        }

        if (most is null)
        {
            var loop = program.Add(new Instruction(Operation.Split));
            part.Emit(program);
            program.Add(new Instruction(Operation.Jump, Target: loop));
            program.LinkToNext(loop);
            return;
        }

        var exits = new List<int>();
        for (var i = least; i < most; i++)
        {
            exits.Add(program.Add(new Instruction(Operation.Split)));
            part.Emit(program);
        }

        exits.ForEach(program.LinkToNext);
    }
}
