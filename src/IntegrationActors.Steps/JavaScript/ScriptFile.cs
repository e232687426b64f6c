using Acornima;
using Acornima.Ast;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Steps.Sources;
using Jint;
using AstScript = Acornima.Ast.Script;

namespace IntegrationActors.Steps.JavaScript;

/// <summary>A script that was parsed, and runs with its guards. Immutable and thread-safe.</summary>
internal sealed class ScriptFile
{
    private const string Mistake = "IA1330";

    private static readonly ScriptPreparationOptions Preparation = new()
    {
        ParsingOptions = new ScriptParsingOptions { RegexTimeout = ScriptBudget.RegexTime, Tolerant = false },
    };

    private readonly EnumerationGuards _guards;

    private ScriptFile(SourceText source, Prepared<AstScript> script, EnumerationGuards guards) => (Source, Script, _guards) = (source, script, guards);

    public SourceText Source { get; }

    public Prepared<AstScript> Script { get; }

    /// <summary>Parses a script under the name by which its mistakes are found again.</summary>
    /// <returns>Null when there is a finding, IA1330.</returns>
    public static ScriptFile? Parse(SourceText source, string key, List<Diagnostic> findings)
    {
        try
        {
            var script = Engine.PrepareScript(source.Text, key, strict: false, Preparation);
            var refused = script.Program!.DescendantNodes().Select(node => (Place: node.Location.Start, Why: Refused(node))).Where(one => one.Why is not null).ToArray();
            findings.AddRange(refused.Select(one => Diagnostic.Error(Mistake, source.Place(one.Place.Line, one.Place.Column), one.Why!)));
            var guards = new EnumerationGuards(source.Text, script.Program!);
            return refused.Length > 0 ? null
                : new ScriptFile(source, guards.IsEmpty ? script : Engine.PrepareScript(guards.Guarded(), key, strict: false, Preparation), guards);
        }
        catch (ScriptPreparationException e) when (e.InnerException is ParseErrorException mistake)
        {
            findings.Add(Diagnostic.Error(Mistake, source.Place(mistake.LineNumber, mistake.Column), mistake.Description.ReplaceLineEndings(" ")));
        }
        catch (ScriptPreparationException e)
        {
            findings.Add(Diagnostic.Error(Mistake, source.Place(1, 0), e.Message.ReplaceLineEndings(" ")));
        }

        return null;
    }

    /// <summary>Where a place of the running script stands in the text of the author.</summary>
    public SourceSpan Place(Position running) => Source.Place(running.Line, _guards.ColumnOf(running.Line - 1, running.Column));

    // Numbers without bound; generators that hand on to each other recurse until the stack is full.
    private static string? Refused(Node node) => node switch
    {
        BigIntLiteral big => $"BigInt ({big.Raw}) is not available in scripts; use a number, or a text for ids",
        YieldExpression { Delegate: true } => "yield* is not available in scripts; write: for (const item of items) yield item",
        Identifier { Name: EnumerationGuards.Name } => $"the name {EnumerationGuards.Name} is taken; use another one",
        _ => null,
    };
}
