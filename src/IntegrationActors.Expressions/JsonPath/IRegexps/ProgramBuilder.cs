namespace IntegrationActors.Expressions.JsonPath.IRegexps;

/// <summary>Collects the instructions of a pattern, up to a limit: counted repetitions multiply.</summary>
internal sealed class ProgramBuilder
{
    private const int MaxInstructions = 5_000;

    private readonly List<Instruction> _instructions = [];

    public int Add(Instruction instruction)
    {
        if (_instructions.Count >= MaxInstructions)
        {
            throw new IRegexpException(0, "the pattern's repetitions multiply to an automaton that is too big; use smaller counts");
        }

        _instructions.Add(instruction);
        return _instructions.Count - 1;
    }

    /// <summary>Makes the instruction that is added next the target of an earlier one.</summary>
    public void LinkToNext(int index) => _instructions[index] = _instructions[index] with { Target = _instructions.Count };

    public Instruction[] Build()
    {
        Add(new Instruction(Operation.Match));
        return [.. _instructions];
    }
}
