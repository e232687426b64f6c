using IntegrationActors.Core.Expressions;

namespace IntegrationActors.Expressions.XPath;

/// <summary>
/// What the engine of XPath 2.0 gets wrong, and nobody would notice: axes that select other nodes than they should, and predicates that count from the wrong end. It is refused with what to write instead; the engine of XPath 1.0 does it right.
/// </summary>
internal static class XPath2Gaps
{
    /// <summary>Looks at the tokens of an expression that this engine would run.</summary>
    /// <exception cref="ExpressionSyntaxException">The expression has such a part; with its place.</exception>
    public static void Refuse(IReadOnlyList<XPathToken> tokens)
    {
        for (var i = 1; i < tokens.Count; i++)
        {
            if (tokens[i].IsSign("::"))
            {
                CheckAxis(tokens, i);
            }
        }
    }

    private static void CheckAxis(IReadOnlyList<XPathToken> tokens, int sign)
    {
        var axis = tokens[sign - 1];
        if (axis.Text is "following" or "preceding")
        {
            throw Error(
                axis.Offset,
                $"the axis {axis.Text} works in XPath 1.0 alone, and something else here is of XPath 2.0; write ancestor-or-self::node()/{axis.Text}-sibling::node()/descendant-or-self::… instead");
        }

        if (axis.Text is "ancestor" or "ancestor-or-self" or "preceding-sibling" && SecondPredicate(tokens, sign + 1) is { } second)
        {
            throw Error(
                second.Offset,
                $"a second predicate behind the axis {axis.Text} works in XPath 1.0 alone, and something else here is of XPath 2.0; put the step with its first one in parentheses, where the nodes stand in the order of the document: ({axis.Text}::a[…])[last()]");
        }
    }

    private static XPathToken? SecondPredicate(IReadOnlyList<XPathToken> tokens, int nodeTest)
    {
        var at = Behind(tokens, nodeTest + 1, "(", ")");
        var behindFirst = Behind(tokens, at, "[", "]");
        return behindFirst > at && behindFirst < tokens.Count && tokens[behindFirst].IsSign("[") ? tokens[behindFirst] : null;
    }

    // The place behind a bracket that is closed; the same place when there is none.
    private static int Behind(IReadOnlyList<XPathToken> tokens, int at, string open, string close)
    {
        if (at >= tokens.Count || !tokens[at].IsSign(open))
        {
            return at;
        }

        var depth = 0;
        for (; at < tokens.Count; at++)
        {
            depth += tokens[at].IsSign(open) ? 1 : tokens[at].IsSign(close) ? -1 : 0;
            if (depth == 0)
            {
                return at + 1;
            }
        }

        return at;
    }

    private static ExpressionSyntaxException Error(int offset, string message) => new(ExpressionCodes.XPath, offset, message);
}
