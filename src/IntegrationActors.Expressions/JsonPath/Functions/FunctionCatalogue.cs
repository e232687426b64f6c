using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Expressions.JsonPath.Filters;
using IntegrationActors.Expressions.JsonPath.IRegexps;
using IntegrationActors.Expressions.JsonPath.Parsing;

namespace IntegrationActors.Expressions.JsonPath.Functions;

/// <summary>The functions of RFC 9535 section 2.4, by name, with the check of their arguments.</summary>
internal static class FunctionCatalogue
{
    private static readonly Dictionary<string, Signature> Signatures = new(StringComparer.Ordinal)
    {
        ["length"] = new("length(value)", 1, (start, a) => Operand.Of(start, new LengthFunction(a[0].AsValue()))),
        ["count"] = new("count(path)", 1, (start, a) => Operand.Of(start, new CountFunction(a[0].AsNodes("count")))),
        ["value"] = new("value(path)", 1, (start, a) => Operand.Of(start, new ValueFunction(a[0].AsNodes("value")))),
        ["match"] = new("match(value, pattern)", 2, (start, a) => Regex(start, a, IRegexpScope.Whole)),
        ["search"] = new("search(value, pattern)", 2, (start, a) => Regex(start, a, IRegexpScope.Part)),
    };

    public static bool Contains(string name) => Signatures.ContainsKey(name);

    public static Operand Bind(int start, string name, List<Operand> arguments)
    {
        if (!Signatures.TryGetValue(name, out var signature))
        {
            throw new JsonPathException(start, $"unknown function '{name}'{Suggestion.DidYouMean(name, Signatures.Keys)}; there are {string.Join(", ", Signatures.Keys)}");
        }

        return arguments.Count == signature.Arity
            ? signature.Bind(start, arguments)
            : throw new JsonPathException(start, $"{name} takes {signature.Arity} argument{(signature.Arity == 1 ? "" : "s")}, not {arguments.Count}: {signature.Text}");
    }

    private static Operand Regex(int start, List<Operand> arguments, IRegexpScope scope)
    {
        var input = arguments[0].AsValue();
        var pattern = arguments[1].AsValue();
        if (pattern is Literal { Value.Kind: ComparandKind.String } literal)
        {
            CheckPattern(arguments[1].Offset, literal.Value.Text);
        }

        return Operand.Of(start, new RegexFunction(input, pattern, scope));
    }

    // The RFC lets a wrong pattern match nothing. One that stands in the flow file is a mistake, and its author wants to hear of it.
    private static void CheckPattern(int offset, string pattern)
    {
        try
        {
            IRegexp.Compile(pattern);
        }
        catch (IRegexpException wrong)
        {
            throw new JsonPathException(offset + 1 + wrong.Offset, $"the pattern is no I-Regexp (RFC 9485): {wrong.Message}");
        }
    }

    private sealed record Signature(string Text, int Arity, Func<int, List<Operand>, Operand> Bind);
}
