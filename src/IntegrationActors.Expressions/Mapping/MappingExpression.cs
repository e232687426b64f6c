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

    private readonly MappingTerm _term;

    private MappingExpression(MappingTerm term) => _term = term;

    /// <summary>Names of the functions, in alphabetical order.</summary>
    public static IReadOnlyList<string> Functions => MappingFunctions.Names;

    /// <summary>A text that is the same for every message.</summary>
    public static MappingExpression Constant(string text) => new(MappingTerm.Of(_ => text));

    /// <summary>Whether the value is a number whenever there is one: <see cref="Number"/> is the shorter way to it.</summary>
    public bool IsNumber => _term.IsNumber;

    /// <summary>Compiles an expression.</summary>
    /// <exception cref="DiagnosticException">IA1334 and codes of the paths: it is wrong; with its place.</exception>
    public static MappingExpression Parse(OptionText text, MappingScope scope)
    {
        if (text.IsNothing)
        {
            return new MappingExpression(MappingTerm.Of(_ => MappingValue.Null));
        }

        try
        {
            return new MappingExpression(text.Text.Contains("${", StringComparison.Ordinal) ? Template(text) : new MappingParser(text, scope).Parse());
        }
        catch (ExpressionSyntaxException mistake)
        {
            throw new DiagnosticException(Diagnostic.Error(mistake.Code, text.PlaceOf(mistake.Offset), mistake.Message));
        }
    }

    /// <summary>The value; see <see cref="MappingValue"/>.</summary>
    /// <exception cref="FaultException">IA3481: it can't be evaluated on this message.</exception>
    public object? Evaluate(MappingRun run) => _term.Value(run);

    /// <summary>The number of an expression that has one, or nothing.</summary>
    /// <exception cref="FaultException">IA3481: it can't be evaluated on this message.</exception>
    public decimal? Number(MappingRun run) => _term.Number(run, SourceSpan.None);

    /// <summary>A text that is the value, where it stands in the message; false when <see cref="Evaluate"/> has to find the value.</summary>
    public bool TryGetText(MappingRun run, out ReadOnlySpan<char> text)
    {
        text = default;
        return _term.Characters?.Invoke(run, out text) == true;
    }

    /// <summary>The same of a text that stands there in UTF-8.</summary>
    public bool TryGetText(MappingRun run, out ReadOnlySpan<byte> utf8)
    {
        utf8 = default;
        return _term.Utf8?.Invoke(run, out utf8) == true;
    }

    /// <summary>Whether the value counts as true.</summary>
    public bool Holds(MappingRun run) => MappingValue.IsTrue(_term.Value(run));

    private static MappingTerm Template(OptionText text)
    {
        var template = Simple.TemplateParser.Parse(text.Text, text.Scope);
        return MappingTerm.Of(run => MappingValue.OfExpression(template.Evaluate(run.Exchange)));
    }
}
