using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;

namespace IntegrationActors.Expressions.Simple;

/// <summary>A parsed template: terms one after the other, constants already joined.</summary>
internal static class Template
{
    /// <summary>One term for all: a single one as it is, so that its value keeps its type and costs no copy.</summary>
    public static Term Join(List<Term> terms)
    {
        var merged = MergeConstants(terms);
        if (merged.Count < 2)
        {
            return merged.Count == 0 ? Term.Of(string.Empty) : merged[0];
        }

        var parts = merged.ToArray();
        object Concatenate(Exchange exchange)
        {
            var texts = new string[parts.Length];
            for (var i = 0; i < parts.Length; i++)
            {
                texts[i] = ExpressionValue.ToText(parts[i].Evaluate(exchange));
            }

            return string.Concat(texts);
        }

        return Term.Joined(parts, Concatenate);
    }

    private static List<Term> MergeConstants(List<Term> terms)
    {
        var merged = new List<Term>();
        foreach (var term in terms)
        {
            if (term.IsConstant && merged is [.., { IsConstant: true } last])
            {
                merged[^1] = Term.Of(ExpressionValue.ToText(last.Constant) + ExpressionValue.ToText(term.Constant));
            }
            else
            {
                merged.Add(term);
            }
        }

        return merged;
    }
}
