using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Definitions.Binding;
using IntegrationActors.Definitions.Shapes;
using IntegrationActors.Definitions.Yaml;

namespace IntegrationActors.Definitions;

/// <summary>
/// Turns the text of a flow into a checked definition, and says everything that is wrong with it at once: 1 YAML to nodes with places, 2 declarations of parameters, namespaces
/// and processes, which the rest refers to, 3 all options by their records, 4 what only the whole shows. Thread-safe.
/// </summary>
public sealed class FlowReader(Catalogue catalogue, IExpressionCompiler compiler)
{
    private static readonly string FlowKey = ComponentOption.KeyOf(nameof(FlowOptions.Flow));

    private static readonly string ProcessesKey = ComponentOption.KeyOf(nameof(FlowOptions.Processes));

    /// <summary>Reads a flow; mistakes of its author are findings, never exceptions.</summary>
    public FlowReading Read(FlowSource source, FlowReadingContext context)
    {
        // 1
        var findings = new Findings();
        if (ReadRoot(source, findings) is not { } root)
        {
            return new FlowReading(null, findings.InOrder());
        }

        // 2
        var flowKey = root.Find(FlowKey)?.Key.Span ?? root.Span;
        var parameters = new FlowParameters(root, context.Parameters, new BindingContext(catalogue, compiler, findings));
        var processes = (root.Find(ProcessesKey)?.Value as YamlMap)?.Entries ?? [];
        var names = new ProcessNames(processes.Select(p => p.Key.Text));

        // 3
        var binding = new BindingContext(catalogue, compiler, findings)
        {
            References = context.References,
            Parameters = parameters.Values,
            Processes = names,
            Scope = parameters.Scope,
        };
        var options = (FlowOptions)ShapeFactory.Record(typeof(FlowOptions)).Bind(root, new Place(FlowKey, root.Span) { Title = "a flow" }, binding)!;

        // 4
        parameters.CheckGiven(flowKey, findings);
        if (!findings.HasErrors)
        {
            parameters.WarnOfUnused(findings);
            WarnOfUnused(processes.Select(p => p.Key), options, names, findings);
            WarnWithoutSender(options, flowKey, findings);
        }

        return new FlowReading(findings.HasErrors ? null : Define(options, parameters, processes, source, flowKey), findings.InOrder());
    }

    private static YamlMap? ReadRoot(FlowSource source, Findings findings)
    {
        var root = YamlReader.Read(source, findings);
        if (root is null or YamlScalar { IsNull: true } && findings.Count == 0)
        {
            findings.Error(FindingCodes.Shape, new SourceSpan(source.File, 1, 1), "the file is empty; a flow begins with its name; write: flow: my-flow");
        }
        else if (root is not null and not YamlMap)
        {
            findings.Error(FindingCodes.Shape, root.Span, $"a flow is a map that begins with its name, not {root.Word}; write: flow: my-flow");
        }

        return root as YamlMap;
    }

    private static void WarnOfUnused(IEnumerable<YamlScalar> processes, FlowOptions options, ProcessNames names, Findings findings)
    {
        foreach (var key in processes.Where(k => !names.IsUsed(k.Text) && options.Processes[k.Text].From.Count == 0))
        {
            findings.Warning(FindingCodes.UnusedProcess, key.Span, $"process '{Wording.Short(key.Text)}' is never called, and has no sender channel of its own");
        }
    }

    private static void WarnWithoutSender(FlowOptions options, SourceSpan flow, Findings findings)
    {
        if (options.From.Count == 0 && options.Processes.Values.All(p => p.From.Count == 0))
        {
            findings.Warning(FindingCodes.NeverStarts, flow, "nothing starts this flow: it has no sender channel; write: from: { https: { path: /orders } }");
        }
    }

    private static FlowDefinition Define(FlowOptions options, FlowParameters parameters, IReadOnlyList<YamlEntry> processes, FlowSource source, SourceSpan flow) => new()
    {
        Name = options.Flow,
        Description = options.Description,
        Parameters = parameters.Define(),
        Namespaces = options.Namespaces,
        Track = options.Track,
        AllowedHeaders = options.AllowedHeaders,
        Timeout = options.Timeout,
        KeepInput = options.KeepInput,
        Concurrency = options.Concurrency,
        From = options.From,
        Steps = options.Steps,
        OnError = options.OnError,
        Processes = processes.ToDictionary(p => p.Key.Text, p => Define(p.Key, options.Processes[p.Key.Text]), StringComparer.Ordinal),
        File = source.File,
        Span = flow,
    };

    private static ProcessDefinition Define(YamlScalar key, NamedProcessOptions process) => new()
    {
        Name = key.Text,
        Span = key.Span,
        From = process.From,
        Steps = process.Steps,
        OnError = process.OnError,
    };
}
