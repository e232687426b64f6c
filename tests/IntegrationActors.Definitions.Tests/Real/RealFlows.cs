using IntegrationActors.Adapters.Https.Sender;
using IntegrationActors.Expressions;
using IntegrationActors.Steps.Set;

namespace IntegrationActors.Definitions.Tests.Real;

/// <summary>Reads flows with the steps, channels and expressions of the product.</summary>
internal static class RealFlows
{
    public static Catalogue Catalogue { get; } = Catalogue.Of(typeof(SetOptions).Assembly, typeof(HttpsSenderOptions).Assembly);

    public static ExpressionCompiler Compiler { get; } = new();

    public static FlowReading Read(string text, FlowReadingContext? context = null) =>
        new FlowReader(Catalogue, Compiler).Read(new FlowSource("orders.flow.yaml", text), context ?? FlowReadingContext.FileAlone);

    public static IReadOnlyList<string> Findings(string text, FlowReadingContext? context = null) => [.. Read(text, context).Findings.Select(f => f.ToString())];

    /// <summary>A flow around one step, with the parameters and the process that examples name.</summary>
    public static string Around(string step, string from = "https: { path: /orders }") => $$"""
        flow: example
        parameters: { erpUrl: { default: x }, stockUrl: { default: x }, alarmUrl: { default: x } }
        from:
          {{Indent(from, "  ")}}
        steps:
        {{step.Trim()}}
        processes:
          enrich: { steps: [ log: "${param.erpUrl}${param.stockUrl}${param.alarmUrl}" ] }
          checkStock: { steps: [ process: enrich ] }
          notify: { from: { https: { path: /notify } }, steps: [ process: checkStock ] }
        """;

    /// <summary>A flow with the component as its example or reference page shows it.</summary>
    public static string With(Component component, string yaml) => component.Kind switch
    {
        ComponentKind.Step => Around(yaml),
        ComponentKind.Sender => Around("- end", yaml.Trim()),
        _ => Around("- call:\n    " + Indent(yaml.Trim(), "    ")),
    };

    private static string Indent(string yaml, string indent) => yaml.ReplaceLineEndings("\n" + indent);
}
