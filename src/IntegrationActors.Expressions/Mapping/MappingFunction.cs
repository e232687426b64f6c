namespace IntegrationActors.Expressions.Mapping;

/// <summary>A function of mapping expressions.</summary>
/// <param name="Sample">A call, for findings and the reference; its name is what stands before the bracket.</param>
/// <param name="Least">Fewest arguments.</param>
/// <param name="Most">Most arguments.</param>
/// <param name="Compile">Makes a call of it.</param>
internal sealed record MappingFunction(string Sample, int Least, int Most, Func<MappingCall, MappingTerm> Compile)
{
    public MappingFunction(string sample, int least, int most, Func<MappingCall, MappingEvaluator> compile)
        : this(sample, least, most, call => MappingTerm.Of(compile(call)))
    {
    }

    /// <summary>A function whose value is a number, or nothing.</summary>
    public static MappingFunction OfNumber(string sample, int least, int most, Func<MappingCall, Func<MappingRun, decimal?>> compile) =>
        new(sample, least, most, call => MappingTerm.OfNumber(compile(call)));

    public string Name => Sample[..Sample.IndexOf('(')];

    /// <summary>How many arguments it takes, in words.</summary>
    public string Count => (Least, Most) switch
    {
        (0, 0) => "no argument",
        (1, 1) => "one argument",
        var (least, most) when least == most => $"{least} arguments",
        (var least, int.MaxValue) => $"{least} or more arguments",
        var (least, most) => $"{least} to {most} arguments",
    };
}
