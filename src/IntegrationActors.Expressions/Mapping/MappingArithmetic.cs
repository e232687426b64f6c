using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Expressions.Mapping;

/// <summary>Exact decimal arithmetic; with nothing, the result is nothing.</summary>
internal static class MappingArithmetic
{
    /// <summary>A calculation with two numbers.</summary>
    public static MappingTerm Of(string sign, MappingTerm left, MappingTerm right, SourceSpan place)
    {
        Func<decimal, decimal, decimal> apply = sign switch
        {
            "+" => (a, b) => a + b,
            "-" => (a, b) => a - b,
            "*" => (a, b) => a * b,
            "/" => (a, b) => a / b,
            _ => (a, b) => a % b,
        };
        return MappingTerm.OfNumber(run => left.Number(run, place) is { } a && right.Number(run, place) is { } b ? Apply(apply, a, b, place) : null);
    }

    public static decimal Number(object? value, in SourceSpan place) => MappingValue.TryNumber(value, out var number)
        ? number
        : throw Failed(place, $"'{Fault.Cut(MappingValue.Text(value))}' is no number");

    public static decimal? NumberOrNothing(object? value, in SourceSpan place) => MappingValue.IsEmpty(value) ? null : Number(value, place);

    public static decimal? NumberOfText(string text, in SourceSpan place) => text.Length == 0 ? null
        : QuickDecimal.TryParse(text, out var number) ? number
        : Number(text, place);

    public static FaultException Failed(SourceSpan place, string message) =>
        new(ExpressionCodes.MappingFailed, $"{place}: {message}.", "ia trace shows the body before this step.");

    private static decimal Apply(Func<decimal, decimal, decimal> apply, decimal a, decimal b, in SourceSpan place)
    {
        try
        {
            return apply(a, b);
        }
        catch (DivideByZeroException)
        {
            throw Failed(place, "something is divided by zero");
        }
        catch (OverflowException)
        {
            throw Failed(place, "the result has more than 28 digits");
        }
    }
}
