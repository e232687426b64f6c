using System.Text.RegularExpressions;
using System.Xml.XPath;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Expressions.Regexes;
using Wmhelp.XPath2;

namespace IntegrationActors.Expressions.XPath;

/// <summary>
/// Replaces <c>matches</c>, <c>replace</c> and <c>tokenize</c> of the XPath engine, which run regular expressions without any limit:
/// a message could make one run for ever.
/// </summary>
internal static class SafeXPathRegexes
{
    private const string Functions = "http://www.w3.org/2003/11/xpath-functions";

    // A predicate asks for the same pattern with each node.
    [ThreadStatic]
    private static CompiledPattern? _last;

    public static void Register()
    {
        var table = FunctionTable.Inst;
        table.Add(Functions, "matches", 2, XPath2ResultType.Boolean, (context, _, args) => Matches(context, args));
        table.Add(Functions, "matches", 3, XPath2ResultType.Boolean, (context, _, args) => Matches(context, args));
        table.Add(Functions, "replace", 3, XPath2ResultType.String, (context, _, args) => Replace(context, args));
        table.Add(Functions, "replace", 4, XPath2ResultType.String, (context, _, args) => Replace(context, args));
        table.Add(Functions, "tokenize", 2, XPath2ResultType.NodeSet, (context, _, args) => Tokenize(context, args));
        table.Add(Functions, "tokenize", 3, XPath2ResultType.NodeSet, (context, _, args) => Tokenize(context, args));
    }

    private static object Matches(XPath2Context context, object[] args)
    {
        var regex = Compile(context, args, flags: 2);
        return Run(() => regex.IsMatch(Text(context, args[0])) ? CoreFuncs.True : CoreFuncs.False);
    }

    private static object Replace(XPath2Context context, object[] args)
    {
        var regex = Compile(context, args, flags: 3);
        var replacement = Text(context, args[2]).Replace("\\$", "$$", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);
        return Run(() => (object)regex.Replace(Text(context, args[0]), replacement));
    }

    private static object Tokenize(XPath2Context context, object[] args)
    {
        var regex = Compile(context, args, flags: 2);
        return Run(() =>
        {
            var text = Text(context, args[0]);
            var parts = text.Length == 0 ? [] : regex.Split(text);
            return (object)new NodeIterator(Array.ConvertAll<string, XPathItem>(parts, part => new XPath2Item(part)));
        });
    }

    private static Regex Compile(XPath2Context context, object[] args, int flags)
    {
        var pattern = Text(context, args[1]);
        var options = args.Length > flags ? Options(Text(context, args[flags])) : RegexOptions.None;
        if (_last is { } last && last.Options == options && string.Equals(last.Pattern, pattern, StringComparison.Ordinal))
        {
            return last.Regex;
        }

        var regex = Compile(pattern, options);
        _last = new CompiledPattern(pattern, options, regex);
        return regex;
    }

    private static Regex Compile(string pattern, RegexOptions options)
    {
        if (pattern.Length > BoundedRegex.MaxLength)
        {
            throw new FaultException(ExpressionCodes.XPathFailed, $"The pattern is longer than {BoundedRegex.MaxLength} characters.");
        }

        try
        {
            return BoundedRegex.Create(pattern, options);
        }
        catch (RegexParseException wrong)
        {
            throw new FaultException(ExpressionCodes.XPathFailed, $"The pattern '{pattern}' is no regular expression: {BoundedRegex.Explain(wrong)}.", cause: wrong);
        }
    }

    private static RegexOptions Options(string flags)
    {
        var options = RegexOptions.None;
        foreach (var flag in flags)
        {
            options |= flag switch
            {
                's' => RegexOptions.Singleline,
                'm' => RegexOptions.Multiline,
                'i' => RegexOptions.IgnoreCase,
                'x' => RegexOptions.IgnorePatternWhitespace,
                _ => throw new FaultException(ExpressionCodes.XPathFailed, $"'{flag}' is no flag of regular expressions.", "There are s, m, i and x."),
            };
        }

        return options;
    }

    private static string Text(XPath2Context context, object value) => CoreFuncs.CastToStringOptional(context, value) as string ?? string.Empty;

    private static T Run<T>(Func<T> run)
    {
        try
        {
            return run();
        }
        catch (RegexMatchTimeoutException timeout)
        {
            throw BoundedRegex.TimedOut(timeout);
        }
    }

    private sealed record CompiledPattern(string Pattern, RegexOptions Options, Regex Regex);
}
