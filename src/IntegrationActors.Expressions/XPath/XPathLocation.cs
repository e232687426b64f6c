using IntegrationActors.Core.Expressions;

namespace IntegrationActors.Expressions.XPath;

/// <summary>An element by its expanded name.</summary>
public readonly record struct XPathElement(string NamespaceUri, string LocalName);

/// <summary>
/// A path that can be followed while a document is read, without a tree: <c>/a/b/c</c>, or <c>//c</c> which finds the outermost <c>c</c>. Names may have a prefix; there are no predicates,
/// operators, wildcards or attributes.
/// </summary>
/// <param name="Elements">The elements from the root; one for <c>//c</c>.</param>
/// <param name="IsAnywhere">The path is <c>//c</c>.</param>
public sealed record XPathLocation(IReadOnlyList<XPathElement> Elements, bool IsAnywhere)
{
    /// <summary>The location that an XPath means; null when it takes a tree to evaluate it, or is no XPath.</summary>
    public static XPathLocation? Of(Expression expression) => (expression as XPathTextExpression)?.Location;

    internal static XPathLocation? Of(string text, ExpressionScope scope)
    {
        var tokens = new XPathLexer(text).ReadAll(int.MaxValue);
        if (tokens.Count is 0 or 1 || tokens.Count % 2 != 0)
        {
            return null;
        }

        var isAnywhere = tokens[0].IsSign("//");
        var elements = new List<XPathElement>(tokens.Count / 2);
        for (var i = 0; i < tokens.Count; i += 2)
        {
            if (!tokens[i].IsSign(isAnywhere ? "//" : "/") || Element(tokens[i + 1], scope) is not { } element)
            {
                return null;
            }

            elements.Add(element);
        }

        return isAnywhere && elements.Count > 1 ? null : new XPathLocation(elements, isAnywhere);
    }

    internal static XPathElement? Element(in XPathToken token, ExpressionScope scope)
    {
        if (token.Kind != XPathTokenKind.Name || token.Text.Contains('*', StringComparison.Ordinal))
        {
            return null;
        }

        return token.Prefix.Length == 0
            ? new XPathElement("", token.LocalName)
            : scope.Namespaces.TryGetValue(token.Prefix, out var uri) ? new XPathElement(uri, token.LocalName) : null;
    }
}
