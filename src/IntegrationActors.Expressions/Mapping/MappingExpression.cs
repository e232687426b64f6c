using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Expressions.Mapping;

/// <summary>
/// An expression of a mapping: paths into the body (<c>$.id</c>, <c>.sku</c>, <c>/order/@id</c>, <c>./line</c>), texts in quotes, numbers, functions and operators. A text with
/// <c>${…}</c> is a Simple template, as everywhere. Compiled at deploy; immutable and thread-safe.
/// </summary>
public sealed class MappingExpression
{
    /// <summary>Code of what is wrong with a mapping.</summary>
    public const string Mistake = ExpressionCodes.Mapping;

    private readonly MappingEvaluator _evaluate;

    private MappingExpression(MappingEvaluator evaluate) => _evaluate = evaluate;

    /// <summary>Names of the functions, in alphabetical order.</summary>
    public static IReadOnlyList<string> Functions => MappingFunctions.Names;

    /// <summary>A text that is the same for every message.</summary>
    public static MappingExpression Constant(string text) => new(_ => text);

    /// <summary>Compiles an expression.</summary>
    /// <exception cref="DiagnosticException">IA1334 and codes of the paths: it is wrong; with its place.</exception>
    public static MappingExpression Parse(OptionText text, MappingScope scope)
    {
        if (text.IsNothing)
        {
            return new MappingExpression(_ => MappingValue.Null);
        }

        try
        {
            return new MappingExpression(text.Text.Contains("${", StringComparison.Ordinal) ? Template(text) : new MappingParser(text, scope).Parse().Value);
        }
        catch (ExpressionSyntaxException mistake)
        {
            throw new DiagnosticException(Diagnostic.Error(mistake.Code, text.PlaceOf(mistake.Offset), mistake.Message));
        }
    }

    /// <summary>The value; see <see cref="MappingValue"/>.</summary>
    /// <exception cref="FaultException">IA3481: it can't be evaluated on this message.</exception>
    public object? Evaluate(MappingRun run) => _evaluate(run);

    /// <summary>Whether the value counts as true.</summary>
    public bool Holds(MappingRun run) => MappingValue.IsTrue(_evaluate(run));

    private static MappingEvaluator Template(OptionText text)
    {
        var template = Simple.TemplateParser.Parse(text.Text, text.Scope);
        return run => MappingValue.OfExpression(template.Evaluate(run.Exchange));
    }
}
