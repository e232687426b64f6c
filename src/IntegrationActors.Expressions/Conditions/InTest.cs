using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Expressions.Simple;

namespace IntegrationActors.Expressions.Conditions;

/// <summary><c>a in (b, c)</c>, or <c>a in 'b,c'</c>: a text is a list at its commas, blanks around them don't count.</summary>
internal sealed class InTest(Term value, Term[] candidates) : Test
{
    public override bool ReadsBody { get; } = value.ReadsBody || Array.Exists(candidates, candidate => candidate.ReadsBody);

    public override bool Holds(Exchange exchange)
    {
        var given = Values.Simplify(value.Evaluate(exchange));
        if (candidates is [var list] && Values.Simplify(list.Evaluate(exchange)) is string text)
        {
            return given is not null && IsListed(ExpressionValue.ToText(given), text);
        }

        foreach (var candidate in candidates)
        {
            if (Values.Equal(given, Values.Simplify(candidate.Evaluate(exchange))))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsListed(string given, string list)
    {
        foreach (var range in list.AsSpan().Split(','))
        {
            if (list.AsSpan(range).Trim().SequenceEqual(given))
            {
                return true;
            }
        }

        return false;
    }
}
