namespace IntegrationActors.Expressions.Dates;

/// <summary>Reads shifts of the current time: <c>-2h</c>, <c>+1d-30m</c>, <c>-1h30m</c>; units s, m, h, d and w.</summary>
internal sealed class TimeShiftReader(string text, int start, int offset)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_525);

    private int _position = start;

    public TimeSpan Read()
    {
        var shift = TimeSpan.Zero;
        var sign = 0;
        while (_position < text.Length)
        {
            if (text[_position] is '+' or '-')
            {
                sign = text[_position++] == '-' ? -1 : 1;
            }

            if (sign == 0)
            {
                throw Error("a shift of the time is written -2h, +1d or -1h30m");
            }

            shift += sign * ReadAmount();
            if (shift.Duration() > Longest)
            {
                throw Error("a shift of the time is 100 years at most");
            }
        }

        return shift;
    }

    private TimeSpan ReadAmount()
    {
        var digits = 0;
        var amount = 0L;
        while (_position < text.Length && char.IsAsciiDigit(text[_position]))
        {
            amount = Math.Min((amount * 10) + (text[_position++] - '0'), int.MaxValue);
            digits++;
        }

        if (digits == 0 || _position == text.Length)
        {
            throw Error("a shift of the time needs a number and a unit: -2h; units are s, m, h, d and w");
        }

        var unit = text[_position] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            'w' => TimeSpan.FromDays(7),
            _ => throw Error($"unknown unit '{text[_position]}'; units are s, m, h, d and w"),
        };
        _position++;
        return amount > Longest / unit ? throw Error("a shift of the time is 100 years at most") : unit * amount;
    }

    private ExpressionSyntaxException Error(string message) => new(ExpressionCodes.Template, offset + _position, message);
}
