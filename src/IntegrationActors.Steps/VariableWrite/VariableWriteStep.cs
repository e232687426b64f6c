using System.Collections;
using System.Text.Json;
using System.Xml.XPath;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.Variables;
using IntegrationActors.Steps.Stores;

namespace IntegrationActors.Steps.VariableWrite;

/// <summary>(1) All values; (2) the writes.</summary>
public sealed class VariableWriteStep(VariableWriteOptions options, IStepContext context) : IStep
{
    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        var values = new (string Name, VariableType Type, string Text)[options.Variables.Count];
        for (var i = 0; i < values.Length; i++)                                     // 1
        {
            var (name, expression) = options.Variables[i];
            var value = await expression.EvaluateAsync(exchange, cancel) ?? throw NotFound(name, expression);
            values[i] = (name, TypeOf(value), TextOf(value));
        }

        var scope = options.Visibility.ScopeOf(context.Flow.Flow);
        foreach (var (name, type, text) in values)                                  // 2
        {
            await context.Stores.Variables.SetAsync(scope, name, type, text, cancel);
        }

        return Outcome.Next;
    }

    private static VariableType TypeOf(object value) => value switch
    {
        string => VariableType.Text,
        bool => VariableType.Boolean,
        JsonElement { ValueKind: JsonValueKind.String or JsonValueKind.Null } => VariableType.Text,
        JsonElement { ValueKind: JsonValueKind.Number } => VariableType.Number,
        JsonElement { ValueKind: JsonValueKind.True or JsonValueKind.False } => VariableType.Boolean,
        JsonElement => VariableType.Json,
        XPathNavigator { NodeType: XPathNodeType.Element or XPathNodeType.Root } => VariableType.Xml,
        IFormattable => VariableType.Number,
        IEnumerable<JsonElement> => VariableType.Json,
        IEnumerable => VariableType.Text,
        _ => VariableType.Text,
    };

    // An element is kept as XML, not as its text: whoever reads it can look into it.
    private static string TextOf(object value) => value switch
    {
        XPathNavigator { NodeType: XPathNodeType.Element or XPathNodeType.Root } node => node.OuterXml,
        IEnumerable<JsonElement> many => $"[{string.Join(',', many.Select(e => e.GetRawText()))}]",
        _ => ExpressionValue.ToText(value),
    };

    private static FaultException NotFound(string name, Expression expression) => new(
        "IA3528", $"Variable '{name}' was not written: {expression} gives nothing for this message.", "See what the message has in this place. Nothing was written.");
}
