using System.Globalization;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;

namespace IntegrationActors.Steps.Splitting;

/// <summary>How many parts go into one message.</summary>
internal static class GroupSize
{
    public const int Most = 1_000_000;

    public static int? Parse(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is >= 1 and <= Most ? size : null;

    public static async ValueTask<int> OfAsync(Expression? grouping, Exchange exchange, CancellationToken cancel)
    {
        if (grouping is null)
        {
            return 1;
        }

        var text = await grouping.EvaluateTextAsync(exchange, cancel);
        return Parse(text) ?? throw new FaultException("IA3366", $"'grouping: {grouping.Text}' is '{Fault.Cut(text)}', and not a whole number from 1 to {Most}.", "See what it is made of: ia trace.");
    }
}
