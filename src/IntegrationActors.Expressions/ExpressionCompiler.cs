using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Expressions.Conditions;
using IntegrationActors.Expressions.JsonPath;
using IntegrationActors.Expressions.Simple;
using IntegrationActors.Expressions.XPath;

namespace IntegrationActors.Expressions;

/// <summary>Compiles the expression languages of flows: those of this project, and those that the host adds. Stateless and thread-safe.</summary>
public sealed class ExpressionCompiler(IEnumerable<IExpressionLanguage> added) : IExpressionCompiler
{
    private const string JsonPathLanguage = "jsonpath";
    private const string XPathLanguage = "xpath";
    private const string ConstantLanguage = "constant";

    private readonly IExpressionLanguage[] _added = [.. added];

    /// <summary>The languages of this project alone.</summary>
    public ExpressionCompiler()
        : this([])
    {
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Languages { get; } = [ExpressionSource.Simple, XPathLanguage, JsonPathLanguage, ConstantLanguage, .. added.Select(language => language.Name)];

    /// <inheritdoc />
    public Expression Compile(ExpressionSource source, ExpressionScope scope) => Report(source, () => source.Language switch
    {
        ExpressionSource.Simple => (Expression)new TemplateExpression(source, TemplateParser.Parse(source.Text, scope)),
        JsonPathLanguage => new JsonPathExpression(source),
        XPathLanguage => new XPathTextExpression(source, scope),
        ConstantLanguage => new ConstantExpression(source.Span, source.Text),
        _ => Added(source.Language).Compile(source, scope),
    });

    /// <inheritdoc />
    public Condition CompileCondition(ExpressionSource source, ExpressionScope scope) => Report(source, () => source.Language switch
    {
        ExpressionSource.Simple => (Condition)new SimpleCondition(source, ConditionParser.Parse(source.Text, scope)),
        JsonPathLanguage => new JsonPathCondition(source),
        XPathLanguage => new XPathCondition(source, scope),
        ConstantLanguage => throw new ExpressionSyntaxException(ExpressionCodes.Condition, 0, "a constant is no condition; write a comparison such as ${header.region} = 'EU'"),
        _ => Added(source.Language).CompileCondition(source, scope),
    });

    private static T Report<T>(ExpressionSource source, Func<T> compile)
    {
        try
        {
            return compile();
        }
        catch (ExpressionSyntaxException mistake)
        {
            throw Finding(source, mistake.Code, mistake.Offset, mistake.Message);
        }
        catch (JsonPathException mistake)
        {
            throw Finding(source, ExpressionCodes.JsonPath, mistake.Offset, mistake.Message);
        }
    }

    private static DiagnosticException Finding(ExpressionSource source, string code, int offset, string message) =>
        new(Diagnostic.Error(code, source.Span.Shift(offset), message));

    private IExpressionLanguage Added(string name) =>
        Array.Find(_added, language => string.Equals(language.Name, name, StringComparison.Ordinal)) ?? throw UnknownLanguage(name);

    private ExpressionSyntaxException UnknownLanguage(string language) => new(
        ExpressionCodes.Language,
        0,
        $"unknown language '{language}'{Suggestion.DidYouMean(language, Languages)}; there are {string.Join(", ", Languages)}");
}
