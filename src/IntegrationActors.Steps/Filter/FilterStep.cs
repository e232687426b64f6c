using System.Collections;
using System.Globalization;
using System.Numerics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Steps.Splitting;

namespace IntegrationActors.Steps.Filter;

/// <summary>Evaluates the path, and writes the result while the old body, in which it may point, is still there.</summary>
public sealed class FilterStep(FilterOptions options, IStepContext context) : IStep
{
    private readonly Expression _path = options.Xpath ?? options.Jsonpath!;
    private readonly bool _isJson = options.Jsonpath is not null;

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        var value = await _path.EvaluateAsync(exchange, cancel);
        await exchange.ReplaceBodyAsync(options.Type switch
        {
            FilterType.Nodelist => await NodesAsync(value, value is IEnumerable and not string && _isJson, cancel),
            FilterType.Node => await NodesAsync(First(value), isArray: false, cancel),
            FilterType.String => Payload.FromText(ExpressionValue.ToText(value)),
            FilterType.Boolean => Payload.FromText(ExpressionValue.IsTrue(value) ? "true" : "false"),
            _ => Payload.FromText(Integer(value)),
        });
        return Outcome.Next;
    }

    private async ValueTask<Payload> NodesAsync(object? value, bool isArray, CancellationToken cancel)
    {
        await using var output = new PayloadWriter(context.Spool);
        using var nodes = new NodePartReader(value, _isJson);
        if (isArray)
        {
            await nodes.ReadAsync(output, int.MaxValue, cancel);
        }
        else
        {
            while (await nodes.ReadAsync(output, 1, cancel) > 0)
            {
            }
        }

        return output.ToPayload();
    }

    private static object? First(object? value) => value is IEnumerable many and not string ? many.Cast<object>().FirstOrDefault() : value;

    // A number of XPath is a double, and 3.0 is whole.
    private string Integer(object? value)
    {
        var text = ExpressionValue.ToText(value).Trim();
        if (text.Length == 0)
        {
            return "";
        }

        if (value is double number && double.IsInteger(number) && double.Abs(number) < 1e15)
        {
            return ((long)number).ToString(CultureInfo.InvariantCulture);
        }

        return text.Length <= 1000 && BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
            ? integer.ToString(CultureInfo.InvariantCulture)
            : throw new FaultException("IA3374", $"'{_path.Text}' selects '{Fault.Cut(text)}', which is no whole number.", "Choose another type: string, boolean, node or nodelist.");
    }
}
