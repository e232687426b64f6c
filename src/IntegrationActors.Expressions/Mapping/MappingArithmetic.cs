using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Expressions.Mapping;

/// <summary>Exact decimal arithmetic; with nothing, the result is nothing.</summary>
internal static class MappingArithmetic
{
    public static object? Calculate(string sign, object? left, object? right, SourceSpan place)
    {
        if (MappingValue.IsEmpty(left) || MappingValue.IsEmpty(right))
        {
            return null;
        }

        var (a, b) = (Number(left, place), Number(right, place));
        try
        {
            return sign switch
            {
                "+" => a + b,
                "-" => a - b,
                "*" => a * b,
                "/" => a / b,
                _ => a % b,
            };
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

    public static decimal Number(object? value, SourceSpan place) => MappingValue.TryNumber(value, out var number)
        ? number
        : throw Failed(place, $"'{Fault.Cut(MappingValue.Text(value))}' is no number");

    public static FaultException Failed(SourceSpan place, string message) =>
        new(ExpressionCodes.MappingFailed, $"{place}: {message}.", "ia trace shows the body before this step.");
}
