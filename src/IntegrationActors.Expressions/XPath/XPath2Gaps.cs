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

        if (axis.Text is "ancestor" or "ancestor-or-self" or "preceding-sibling")
        {
            CheckPredicates(tokens, axis, Behind(tokens, sign + 2, "(", ")"));
        }
        else if (axis.Text is "descendant" or "descendant-or-self")
        {
            CheckDescendants(tokens, axis, sign + 1);
        }
    }

    private static void CheckDescendants(IReadOnlyList<XPathToken> tokens, XPathToken axis, int test)
    {
        var behind = Behind(tokens, test + 1, "(", ")");
        if (Number(tokens, behind) is { } number)
        {
            throw Error(
                number.Offset,
                $"a number alone behind the axis {axis.Text} works in XPath 1.0 alone, and something else here is of XPath 2.0; write [position() = {number.Text}] instead");
        }

        if (axis.IsName("descendant-or-self") && !tokens[test].IsName("node") && behind < tokens.Count && tokens[behind].IsSign("/"))
        {
            throw Error(
                axis.Offset,
                $"the axis {axis.Text} with further steps works in XPath 1.0 alone, and something else here is of XPath 2.0; write descendant-or-self::node()/self::{tokens[test].Text} instead");
        }
    }

    private static void CheckPredicates(IReadOnlyList<XPathToken> tokens, XPathToken axis, int first)
    {
        var second = Behind(tokens, first, "[", "]");
        if (Counting(tokens, first, second) is { } counting)
        {
            throw Error(
                counting.Offset,
                $"{counting.Text}() behind the axis {axis.Text} works in XPath 1.0 alone, and something else here is of XPath 2.0; put the step in parentheses, where the nodes stand in the order of the document, and count from the other end: ({axis.Text}::a)[1]; a number alone is fine: {axis.Text}::a[2]");
        }

        if (second > first && second < tokens.Count && tokens[second].IsSign("["))
        {
            throw Error(
                tokens[second].Offset,
                $"a second predicate behind the axis {axis.Text} works in XPath 1.0 alone, and something else here is of XPath 2.0; put the step with its first one in parentheses, where the nodes stand in the order of the document: ({axis.Text}::a[…])[last()]");
        }
    }

    // Of the predicate itself, not of one inside it, which has nodes of its own.
    private static XPathToken? Counting(IReadOnlyList<XPathToken> tokens, int from, int end)
    {
        for (var at = from + 1; at < end; at++)
        {
            at = Behind(tokens, at, "[", "]");
            if (at < end && tokens[at].Text is "last" or "position" && tokens[at + 1].IsSign("("))
            {
                return tokens[at];
            }
        }

        return null;
    }

    private static XPathToken? Number(IReadOnlyList<XPathToken> tokens, int predicate) =>
        Behind(tokens, predicate, "[", "]") == predicate + 3 && tokens[predicate + 1].Kind == XPathTokenKind.Number ? tokens[predicate + 1] : null;

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
