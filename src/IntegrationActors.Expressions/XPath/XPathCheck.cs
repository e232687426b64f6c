using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Expressions;

namespace IntegrationActors.Expressions.XPath;

/// <summary>Checks an expression before an engine sees it: limits, names, and what is refused; each finding with its place.</summary>
internal sealed class XPathCheck
{
    private const int MaxLength = 10_000;
    private const int MaxTokens = 2_000;
    private const int MaxNesting = 64;
    private const long MaxRange = 1_000_000;

    private static readonly string[] PredefinedPrefixes = ["xml", "*"];
    private static readonly string[] PredefinedPrefixes2 = ["xs", "fn"];

    private readonly IReadOnlyDictionary<string, string> _namespaces;
    private readonly List<XPathToken> _tokens;
    private readonly HashSet<string> _variables = new(StringComparer.Ordinal);
    private int _brackets;
    private int _jumps;
    private long _range = 1;

    private XPathCheck(List<XPathToken> tokens, ExpressionScope scope)
    {
        _tokens = tokens;
        _namespaces = scope.Namespaces;
    }

    /// <summary>True when every function and sign is one of XPath 1.0.</summary>
    public bool MayBeVersion1 { get; private set; } = true;

    /// <summary>True when time can only grow linearly with the document: at most one '//', no other jumps, no paths in predicates.</summary>
    public bool IsLinear => _jumps <= 1;

    /// <summary>What the expression is made of.</summary>
    public IReadOnlyList<XPathToken> Tokens => _tokens;

    public static XPathCheck Run(string text, ExpressionScope scope)
    {
        if (text.Length > MaxLength)
        {
            throw Error(MaxLength, $"the XPath is longer than {MaxLength} characters");
        }

        var tokens = new XPathLexer(text).ReadAll(MaxTokens);
        if (tokens.Count == 0)
        {
            throw Error(0, "the XPath is empty; write a path such as /order/id");
        }

        var check = new XPathCheck(tokens, scope);
        check.CheckTokens();
        return check;
    }

    private void CheckTokens()
    {
        var nesting = 0;
        for (var i = 0; i < _tokens.Count; i++)
        {
            var token = _tokens[i];
            nesting += token.Kind != XPathTokenKind.Sign ? 0 : token.Text is "(" or "[" ? 1 : token.Text is ")" or "]" ? -1 : 0;
            if (nesting > MaxNesting)
            {
                throw Error(token.Offset, $"the XPath nests more than {MaxNesting} levels deep");
            }

            switch (token.Kind)
            {
                case XPathTokenKind.Name:
                    CheckName(i);
                    break;
                case XPathTokenKind.Variable:
                    CheckVariable(i);
                    break;
                case XPathTokenKind.Sign:
                    CheckSign(i);
                    break;
            }
        }
    }

    private void CheckName(int index)
    {
        var token = _tokens[index];
        if (token.Text is "Q" or "map" or "array" && Next(index).IsSign("{"))
        {
            throw Version3(token, token.Text + "{…}");
        }

        if (token.Text is "let" && Next(index).Kind == XPathTokenKind.Variable)
        {
            throw Version3(token, "let");
        }

        if (Next(index).IsSign("(") && !IsNodeTest(token))
        {
            CheckFunction(token);
        }

        CheckPrefix(token);
        if (token.Text is "to" && index > 0)
        {
            CheckRange(index);
        }
    }

    private bool IsNodeTest(XPathToken token)
    {
        var only2 = XPathFunctions.NodeTests2.Contains(token.Text);
        MayBeVersion1 &= !only2;
        return only2 || XPathFunctions.NodeTests.Contains(token.Text);
    }

    private void CheckFunction(XPathToken token)
    {
        var name = token.LocalName;
        if (XPathFunctions.Outside.Contains(name))
        {
            throw Error(token.Offset, $"the function {name} is not available: expressions see the message only");
        }

        if (token.Prefix is "map" or "array" or "math" || XPathFunctions.Version3.Contains(name))
        {
            throw Version3(token, $"the function {token.Text}");
        }

        MayBeVersion1 &= XPathFunctions.Version1.Contains(token.Text);
        if (token.Prefix is "" or "fn" && !XPathFunctions.Version1.Contains(name) && !XPathFunctions.Version2.Contains(name))
        {
            throw Error(token.Offset, $"unknown function '{name}'{Suggestion.DidYouMean(name, XPathFunctions.Version2)}");
        }
    }

    private void CheckPrefix(XPathToken token)
    {
        var prefix = token.Prefix;
        if (prefix.Length == 0 || _namespaces.ContainsKey(prefix) || Array.IndexOf(PredefinedPrefixes, prefix) >= 0)
        {
            return;
        }

        if (Array.IndexOf(PredefinedPrefixes2, prefix) >= 0)
        {
            MayBeVersion1 = false;
            return;
        }

        throw Error(
            token.Offset,
            $"unknown prefix '{prefix}'{Suggestion.DidYouMean(prefix, _namespaces.Keys)}; declare it at the flow: namespaces: {{ {prefix}: \"urn:…\" }}");
    }

    private void CheckVariable(int index)
    {
        var token = _tokens[index];
        MayBeVersion1 = false;
        if (Next(index).IsName("in"))
        {
            _variables.Add(token.Text);
        }
        else if (!_variables.Contains(token.Text))
        {
            throw Error(token.Offset, $"unknown variable '${token.Text}'; an XPath sees the body only, use ${{header.x}} or ${{property.x}} in a condition of its own");
        }
    }

    private void CheckSign(int index)
    {
        var token = _tokens[index];
        switch (token.Text)
        {
            case "||" or "=>" or "!" or "#" or ":=":
                throw Version3(token, $"'{token.Text}'");
            case "{" or "}":
                throw Error(token.Offset, $"'{token.Text}' has no meaning in XPath 2.0");
            case "?" when Next(index).Kind is XPathTokenKind.Number || Next(index).IsSign("(") || (Next(index).Kind == XPathTokenKind.Name && index > 0 && _tokens[index - 1].IsSign(")")):
                throw Version3(token, "the look-up '?'");
            case "[" or "]":
                _brackets += token.Text is "[" ? 1 : -1;
                break;
            case "//" or ".." or "::" or "/":
                CountJump(token.Text);
                break;
        }
    }

    // What goes further than to a child, or is evaluated for each of many nodes, can multiply.
    private void CountJump(string sign)
    {
        if (_brackets > 0)
        {
            _jumps += 2;
        }
        else if (sign is not "/")
        {
            _jumps++;
        }
    }

    /// <summary>
    /// Ranges are lists of numbers: a long one, or one whose end comes from a message, would run for ever. Only literals and
    /// the sizes of what is there may end one.
    /// </summary>
    private void CheckRange(int index)
    {
        var before = _tokens[index - 1];
        if (!EndsOperand(before))
        {
            return;
        }

        var isSize = Next(index).Text is "last" or "count" or "string-length" && Next(index + 1).IsSign("(");
        var isLiteral = Next(index).Kind == XPathTokenKind.Number;
        if (before.Kind != XPathTokenKind.Number || (!isLiteral && !isSize) || !Multiply(before) || (isLiteral && !Multiply(Next(index))))
        {
            throw Error(_tokens[index].Offset, $"a range is written 1 to 10, 1 to last(), 1 to count(…) or 1 to string-length(…), with at most {MaxRange} numbers, all ranges multiplied");
        }
    }

    // Behind an operand, 'to' is the operator; elsewhere it is the name of an element.
    private static bool EndsOperand(XPathToken token) => token.Kind switch
    {
        XPathTokenKind.Sign => token.Text is ")" or "]" or "*" or "." or "..",
        XPathTokenKind.Name => !XPathFunctions.NodeTests2.Contains(token.Text),
        _ => true,
    };

    private bool Multiply(XPathToken number)
    {
        if (!long.TryParse(number.Text, System.Globalization.CultureInfo.InvariantCulture, out var value) || value > MaxRange)
        {
            return false;
        }

        _range *= Math.Max(1, value);
        return _range <= MaxRange;
    }

    private XPathToken Next(int index) => index + 1 < _tokens.Count ? _tokens[index + 1] : new XPathToken(XPathTokenKind.Sign, string.Empty, 0);

    private static ExpressionSyntaxException Version3(XPathToken token, string what) =>
        Error(token.Offset, $"{what} is of XPath 3; here XPath 2.0 and 1.0 are available");

    private static ExpressionSyntaxException Error(int offset, string message) => new(ExpressionCodes.XPath, offset, message);
}
