using Fluid;
using Fluid.Ast;
using Fluid.Values;

namespace IntegrationActors.Expressions.Liquid;

/// <summary>The end of a range that is not too far from its begin: Fluid makes a list of all its numbers.</summary>
internal sealed class LiquidRangeEnd(Expression from, Expression to) : Expression
{
    public override async ValueTask<FluidValue> EvaluateAsync(TemplateContext context)
    {
        var end = await to.EvaluateAsync(context);
        var begin = await from.EvaluateAsync(context);
        return end.ToNumberValue() - begin.ToNumberValue() <= LiquidOptions.MaxSteps
            ? end
            : throw LiquidOptions.TooMuch("a range", $"more than {LiquidOptions.MaxSteps} steps");
    }
}
