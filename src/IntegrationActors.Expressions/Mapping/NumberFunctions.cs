using System.Globalization;

namespace IntegrationActors.Expressions.Mapping;

/// <summary>Functions of numbers; of nothing they make nothing.</summary>
internal static class NumberFunctions
{
    private const int MaxDigits = 28;

    public static MappingFunction[] All { get; } =
    [
        MappingFunction.OfNumber("number(.qty)", 1, 1, call => run => call.NumberOrNothing(run, 0)),
        MappingFunction.OfNumber("round(.price, 2)", 1, 2, Rounding),
        MappingFunction.OfNumber("floor(.qty)", 1, 1, call => OfNumber(call, decimal.Floor)),
        MappingFunction.OfNumber("ceiling(.qty)", 1, 1, call => OfNumber(call, decimal.Ceiling)),
        MappingFunction.OfNumber("abs(.amount)", 1, 1, call => OfNumber(call, Math.Abs)),
        new("formatNumber(.price, '0.00')", 2, 2, FormatNumber),
    ];

    private static Func<MappingRun, decimal?> OfNumber(MappingCall call, Func<decimal, decimal> apply) => run => call.NumberOrNothing(run, 0) is { } number ? apply(number) : null;

    // Digits that are written as a number are looked at once.
    private static Func<MappingRun, decimal?> Rounding(MappingCall call)
    {
        int? known = call.Count == 1 ? 0 : call.Arguments[1].Term.Constant is { } digits && IsDigits(digits) ? (int)digits : null;
        return run => call.NumberOrNothing(run, 0) is { } number ? Round(number, known ?? Digits(call, run)) : null;
    }

    private static bool IsDigits(decimal digits) => digits is >= 0 and <= MaxDigits && digits == decimal.Truncate(digits);

    // As people in business round: halves away from zero.
    private static decimal Round(decimal number, int digits) => decimal.Round(number, digits, MidpointRounding.AwayFromZero);

    private static int Digits(MappingCall call, MappingRun run) => call.Whole(run, 1) is var digits and >= 0 and <= MaxDigits
        ? digits
        : throw MappingArithmetic.Failed(call.Place, $"round takes 0 to {MaxDigits} digits");

    private static MappingEvaluator FormatNumber(MappingCall call)
    {
        var pattern = call.Fixed(1);
        try
        {
            _ = 1.5m.ToString(pattern, CultureInfo.InvariantCulture);
        }
        catch (FormatException)
        {
            throw call.Wrong(1, $"'{pattern}' is no pattern for numbers; write 0 for a digit that is always there, # for one that may be: '#,##0.00'");
        }

        return run => call.NumberOrNothing(run, 0)?.ToString(pattern, CultureInfo.InvariantCulture);
    }
}
