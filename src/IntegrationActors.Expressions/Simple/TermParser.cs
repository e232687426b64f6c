using System.Buffers;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Expressions.Dates;

namespace IntegrationActors.Expressions.Simple;

/// <summary>Parses what stands inside of <c>${…}</c>.</summary>
internal sealed class TermParser(string text, int offset, ExpressionScope scope)
{
    private const string Date = "date:";
    private const string DateWithZone = "date-with-timezone:";

    private static readonly Dictionary<string, Func<TermParser, string, int, Term>> Maps = new(StringComparer.Ordinal)
    {
        ["header"] = (_, name, _) => WellKnownNames.Header(name),
        ["headers"] = (_, name, _) => WellKnownNames.Header(name),
        ["in.header"] = (_, name, _) => WellKnownNames.Header(name),
        ["in.headers"] = (_, name, _) => WellKnownNames.Header(name),
        ["property"] = (_, name, _) => WellKnownNames.Property(name),
        ["exchangeProperty"] = (_, name, _) => WellKnownNames.Property(name),
        ["param"] = (parser, name, at) => parser.Parameter(name, at),
    };

    private static readonly Dictionary<string, Term> Words = new(StringComparer.Ordinal)
    {
        ["body"] = Term.Body,
        ["in.body"] = Term.Body,
        ["exception.message"] = Term.Reading(exchange => exchange.Fault?.Message),
        ["exception.code"] = Term.Reading(exchange => exchange.Fault?.Code),
        ["exception.step"] = Term.Reading(exchange => exchange.Fault?.Step),
        ["exception.stacktrace"] = Term.Reading(exchange => exchange.Fault is { } fault ? fault.Cause?.ToString() ?? fault.ToString() : null),
        ["exchangeId"] = Term.Reading(exchange => exchange.Id.ToString()),
        ["messageId"] = Term.Reading(exchange => exchange.Id.ToString()),
        ["correlationId"] = Term.Reading(exchange => exchange.Log.CorrelationId ?? exchange.Id.ToString()),
        ["tenant"] = Term.Reading(exchange => exchange.Flow.Tenant),
        ["flow"] = Term.Reading(exchange => exchange.Flow.Flow),
    };

    private static readonly string[] Samples =
    [
        "header.x", "property.x", "param.x", .. Words.Keys, "date:now:yyyy-MM-dd", "date-with-timezone:now:Europe/Berlin:yyyy-MM-dd",
    ];

    private static readonly SearchValues<char> NotInNames = SearchValues.Create("()[]?'\"$ \t\r\n");

    public Term Parse()
    {
        if (Words.TryGetValue(text, out var word))
        {
            return word;
        }

        if (text.StartsWith(Date, StringComparison.Ordinal))
        {
            return new DateTermParser(text, offset, hasZone: false).Parse(Date.Length);
        }

        if (text.StartsWith(DateWithZone, StringComparison.Ordinal))
        {
            return new DateTermParser(text, offset, hasZone: true).Parse(DateWithZone.Length);
        }

        return ReadMapEntry() ?? throw Error(0, RefusedNames.Explain(text) ?? Unknown());
    }

    /// <summary><c>map.name</c> or <c>map[name]</c>; null when it is neither.</summary>
    private Term? ReadMapEntry()
    {
        foreach (var (map, create) in Maps)
        {
            if (text.StartsWith(map, StringComparison.Ordinal) && text.Length > map.Length && text[map.Length] is '.' or '[')
            {
                var (name, at) = text[map.Length] == '.' ? PlainName(map) : BracketedName(map);
                return create(this, name, at);
            }
        }

        return null;
    }

    private (string Name, int At) PlainName(string map)
    {
        var start = map.Length + 1;
        var name = text[start..];
        if (name.Length == 0)
        {
            throw Error(start, $"a name is needed here: ${{{map}.name}}");
        }

        var wrong = name.AsSpan().IndexOfAny(NotInNames);
        if (wrong >= 0)
        {
            throw Error(start + wrong, name[wrong] is '(' or '[' or '?'
                ? "values can't be called or looked into here; use { jsonpath: … }, { xpath: … } or a script"
                : $"'{name[wrong]}' can't stand in a name; write ${{{map}['…']}}");
        }

        return (name, start);
    }

    private (string Name, int At) BracketedName(string map)
    {
        var start = map.Length + 1;
        var close = text.IndexOf(']', start);
        if (close != text.Length - 1)
        {
            throw Error(close < 0 ? text.Length : close + 1, close < 0
                ? "']' is missing behind the name"
                : "values can't be called or looked into here; use { jsonpath: … }, { xpath: … } or a script");
        }

        var name = text[start..close];
        if (name is ['\'' or '"', .., _] && name[^1] == name[0])
        {
            (name, start) = (name[1..^1], start + 1);
        }

        return name.Length > 0 ? (name, start) : throw Error(start, $"a name is needed here: ${{{map}[name]}}");
    }

    private Term Parameter(string name, int at) => scope.Parameters.TryGetValue(name, out var value)
        ? Term.Of(value)
        : throw new ExpressionSyntaxException(
            ReferenceCodes.UnknownParameter,
            offset + at,
            $"unknown parameter '{name}'{Suggestion.DidYouMean(name, scope.Parameters.Keys)}; declare it under parameters");

    private string Unknown()
    {
        if (text.Length == 0)
        {
            return "a name is needed between '${' and '}'";
        }

        var near = Suggestion.Nearest(text, Words.Keys) ?? Suggestion.Nearest(Head(), Maps.Keys.Append("exception").Append("date")) ?? "";
        var hint = near.Length > 0 ? $" (did you mean '{near}'?)" : "";
        return $"unknown expression '{text}'{hint}; there are {string.Join(", ", Samples)}";
    }

    private string Head() => text.AsSpan().IndexOfAny('.', '[', ':') is var end and >= 0 ? text[..end] : text;

    private ExpressionSyntaxException Error(int at, string message) => new(ExpressionCodes.Template, offset + at, message);
}
