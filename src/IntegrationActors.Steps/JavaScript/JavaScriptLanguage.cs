using IntegrationActors.Core.Expressions;
using IntegrationActors.Steps.Sources;

namespace IntegrationActors.Steps.JavaScript;

/// <summary><c>{ js: … }</c>: a JavaScript expression that sees <c>header</c>, <c>property</c>, <c>body</c> (text) and <c>json</c> (the body parsed), and changes nothing.</summary>
public sealed class JavaScriptLanguage : IExpressionLanguage
{
    /// <inheritdoc />
    public string Name => "js";

    /// <inheritdoc />
    public Expression Compile(ExpressionSource source, ExpressionScope scope) => new JavaScriptExpression(source, Prepare(source));

    /// <inheritdoc />
    public Condition CompileCondition(ExpressionSource source, ExpressionScope scope) => new JavaScriptCondition(source, Prepare(source));

    // Findings are shifted on the line of the expression: whoever binds it knows where its lines are.
    private static ScriptProgram Prepare(ExpressionSource source) =>
        ScriptProgram.Prepare([], new SourceText(source.Span.File, source.Text, source.Span.Shift), function: "", functionIsRequired: false);
}
