using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Definitions.Yaml;

namespace IntegrationActors.Definitions.Binding;

/// <summary>What shapes need while they bind one file.</summary>
internal sealed class BindingContext(Catalogue catalogue, IExpressionCompiler compiler, Findings findings)
{
    public Catalogue Catalogue { get; } = catalogue;

    public IExpressionCompiler Compiler { get; } = compiler;

    public Findings Findings { get; } = findings;

    public IReferences References { get; init; } = AllReferences.Known;

    public ParameterValues Parameters { get; init; } = ParameterValues.None;

    public ProcessNames Processes { get; init; } = new([]);

    /// <summary>What names mean in expressions.</summary>
    public ExpressionScope Scope { get; init; } = ExpressionScope.Empty;

    /// <summary>Whether what is being bound stands in <c>onError</c>.</summary>
    public bool IsInOnError { get; set; }

    /// <summary>Reports that a value has the wrong shape, once.</summary>
    public void WrongShape(YamlNode node, Place place, string takes, string sample)
    {
        if (node is YamlScalar { IsNull: true })
        {
            Findings.Error(FindingCodes.Missing, place.Span, $"{place.Title} has no value; write: {place.Key}: {sample}");
        }
        else
        {
            Findings.Error(FindingCodes.Shape, node.Span, $"{place.Title} takes {takes}, not {node.Word}; write: {place.Key}: {sample}");
        }
    }

    /// <summary>Hands on what the compiler of an expression found, at the place in the file.</summary>
    public void Report(DiagnosticException mistakes, ExpressionSource source, YamlScalar scalar)
    {
        foreach (var mistake in mistakes.Diagnostics)
        {
            var offset = mistake.Span.Line == source.Span.Line ? Math.Max(0, mistake.Span.Column - source.Span.Column) : 0;
            Findings.Add(mistake with { Span = scalar.PlaceOf(offset, mistake.Span.Length) });
        }
    }
}
