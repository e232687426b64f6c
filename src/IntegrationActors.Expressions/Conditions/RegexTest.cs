using System.Text.RegularExpressions;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Expressions.Regexes;
using IntegrationActors.Expressions.Simple;

namespace IntegrationActors.Expressions.Conditions;

/// <summary><c>a regex 'pattern'</c>: the whole text has to match.</summary>
internal sealed class RegexTest(Term value, Regex regex) : Test
{
    public override bool ReadsBody => value.ReadsBody;

    public override bool Holds(Exchange exchange)
    {
        var given = ExpressionValue.ToText(Values.Simplify(value.Evaluate(exchange)));
        try
        {
            return regex.IsMatch(given);
        }
        catch (RegexMatchTimeoutException timeout)
        {
            throw BoundedRegex.TimedOut(timeout);
        }
    }
}
