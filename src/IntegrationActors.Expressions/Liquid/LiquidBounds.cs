using Fluid.Ast;
using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Expressions.Liquid;

/// <summary>Checks a parsed template, and puts bounds where Fluid has none: ranges and captured blocks.</summary>
internal sealed class LiquidBounds : AstRewriter
{
    private readonly List<(string Pattern, string Message)> _mistakes = [];

    /// <summary>What is wrong; the first group of the pattern finds the place.</summary>
    public IReadOnlyList<(string Pattern, string Message)> Mistakes => _mistakes;

    protected override Expression VisitFilterExpression(FilterExpression filterExpression)
    {
        var filters = LiquidOptions.Shared.Filters;
        if (!filters.TryGetValue(filterExpression.Name, out _))
        {
            var hint = Suggestion.DidYouMean(filterExpression.Name, filters.Select(f => f.Key));
            _mistakes.Add(($@"\|\s*({filterExpression.Name})\b", $"unknown filter '{filterExpression.Name}'{hint}"));
        }

        return base.VisitFilterExpression(filterExpression);
    }

    protected override Expression VisitRangeExpression(RangeExpression rangeExpression) =>
        base.VisitRangeExpression(new RangeExpression(rangeExpression.From, new LiquidRangeEnd(rangeExpression.From, rangeExpression.To)));

    protected override Statement VisitCaptureStatement(CaptureStatement captureStatement)
    {
        var inner = (CaptureStatement)base.VisitCaptureStatement(captureStatement);
        return new LiquidCapture(inner.Identifier, inner.Statements);
    }

    protected override Statement VisitIncludeStatement(IncludeStatement includeStatement) => Refuse(includeStatement, "include");

    protected override Statement VisitRenderStatement(RenderStatement renderStatement) => Refuse(renderStatement, "render");

    private Statement Refuse(Statement statement, string tag)
    {
        _mistakes.Add(($@"\{{%-?\s*({tag})\b", $"'{tag}' is not available: a template is one file; put the text into it"));
        return statement;
    }
}
