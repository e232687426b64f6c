using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Expressions.Simple;

namespace IntegrationActors.Expressions.Conditions;

/// <summary>
/// <c>a in (b, c)</c>, or <c>a in 'b,c'</c>: a text is a list at its commas, blanks around them don't count, and the empty text is an empty list. A literal
/// <c>null</c> in the list stands for what is missing.
/// </summary>
internal sealed class InTest : Test
{
    private readonly Term _value;
    private readonly Term[] _candidates;
    private readonly Term? _list;
    private readonly bool _takesMissing;

    public InTest(Term value, Term[] candidates)
    {
        _value = value;
        _candidates = [.. candidates.Where(candidate => !candidate.IsNull)];
        _list = candidates is [{ IsNull: false } only] ? only : null;
        _takesMissing = _candidates.Length < candidates.Length;
        ReadsBody = value.ReadsBody || Array.Exists(candidates, candidate => candidate.ReadsBody);
    }

    public override bool ReadsBody { get; }

    public override bool Holds(Exchange exchange)
    {
        var given = Values.Simplify(_value.Evaluate(exchange));
        if (given is null && _takesMissing)
        {
            return true;
        }

        if (_list is not null && (Values.Simplify(_list.Evaluate(exchange)) ?? "") is string text)
        {
            return text.Length > 0 && IsListed(ExpressionValue.ToText(given), text);
        }

        foreach (var candidate in _candidates)
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
