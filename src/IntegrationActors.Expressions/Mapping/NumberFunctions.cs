using System.Globalization;

namespace IntegrationActors.Expressions.Mapping;

/// <summary>Functions of numbers; of nothing they make nothing.</summary>
internal static class NumberFunctions
{
    private const int MaxDigits = 28;

    public static MappingFunction[] All { get; } =
    [
        new("number(.qty)", 1, 1, call => OfNumber(call, number => number)),
        new("round(.price, 2)", 1, 2, call => run => MappingValue.IsEmpty(call.Value(run, 0)) ? null : Round(call.Number(run, 0), call.Count == 2 ? Digits(call, run) : 0)),
        new("floor(.qty)", 1, 1, call => OfNumber(call, decimal.Floor)),
        new("ceiling(.qty)", 1, 1, call => OfNumber(call, decimal.Ceiling)),
        new("abs(.amount)", 1, 1, call => OfNumber(call, Math.Abs)),
        new("formatNumber(.price, '0.00')", 2, 2, FormatNumber),
    ];

    private static MappingEvaluator OfNumber(MappingCall call, Func<decimal, decimal> apply) => run => MappingValue.IsEmpty(call.Value(run, 0)) ? null : apply(call.Number(run, 0));

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

        return run => MappingValue.IsEmpty(call.Value(run, 0)) ? null : call.Number(run, 0).ToString(pattern, CultureInfo.InvariantCulture);
    }
}
