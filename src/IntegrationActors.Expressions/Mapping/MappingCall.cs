using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Expressions.Mapping;

/// <summary>A call of a function, as its function sees it.</summary>
/// <param name="Name">The function.</param>
/// <param name="Place">Where its name stands.</param>
/// <param name="Arguments">As many as the function takes.</param>
/// <param name="Scope">What names mean.</param>
internal sealed record MappingCall(string Name, SourceSpan Place, MappingArgument[] Arguments, MappingScope Scope)
{
    public int Count => Arguments.Length;

    public object? Value(MappingRun run, int index) => Arguments[index].Term.Value(run);

    public string Text(MappingRun run, int index) => MappingValue.Text(Value(run, index));

    public decimal Number(MappingRun run, int index) => NumberOrNothing(run, index) ?? throw MappingArithmetic.Failed(Arguments[index].Place, "'' is no number");

    public decimal? NumberOrNothing(MappingRun run, int index) => Arguments[index].Term.Number(run, Arguments[index].Place);

    public int Whole(MappingRun run, int index)
    {
        var number = Number(run, index);
        return number == decimal.Truncate(number) && Math.Abs(number) <= int.MaxValue
            ? (int)number
            : throw MappingArithmetic.Failed(Arguments[index].Place, $"{Name} takes a whole number here, not {MappingValue.Text(number)}");
    }

    /// <summary>Items of an argument: of an array or list, or the one value.</summary>
    public IEnumerable<object?> Items(MappingRun run, int index) => MappingValue.Items(Value(run, index));

    /// <summary>The text of an argument that is fixed at deploy.</summary>
    public string Fixed(int index) => Arguments[index].Constant
        ?? throw new DiagnosticException(Diagnostic.Error(ExpressionCodes.Mapping, Arguments[index].Place, $"{Name} takes a text in quotes here: it is fixed at deploy"));

    public DiagnosticException Wrong(int index, string message) => new(Diagnostic.Error(ExpressionCodes.Mapping, Arguments[index].Place, message));
}
