using System.Text.Encodings.Web;
using Fluid;
using Fluid.Ast;
using Fluid.Values;

namespace IntegrationActors.Expressions.Liquid;

/// <summary><c>capture</c> with a bound on what it collects.</summary>
internal sealed class LiquidCapture(string identifier, IReadOnlyList<Statement> statements) : Statement
{
    public override async ValueTask<Completion> WriteToAsync(TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        using var text = new LiquidText();
        var completion = Completion.Normal;
        for (var i = 0; i < statements.Count && completion == Completion.Normal; i++)
        {
            completion = await statements[i].WriteToAsync(text, encoder, context);
        }

        context.SetValue(identifier, new StringValue(text.ToString(), encode: false));
        return completion;
    }
}
