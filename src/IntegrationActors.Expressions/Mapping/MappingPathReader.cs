using System.Text.Json;
using System.Xml.XPath;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Options;
using IntegrationActors.Expressions.JsonPath;
using IntegrationActors.Expressions.XPath;

namespace IntegrationActors.Expressions.Mapping;

/// <summary>
/// Reads a path where a value is expected. JSON: <c>$.a</c> from the root, <c>.a</c> or <c>@.a</c> from the item of the loop, <c>$name.a</c> from that of an outer loop. XML:
/// <c>/a</c> from the root, <c>./a</c>, <c>../a</c> or <c>@a</c> from the item, <c>$name/a</c> from that of an outer loop. A dot alone is the item.
/// </summary>
internal sealed class MappingPathReader(OptionText source, MappingCursor cursor, MappingScope scope)
{
    private const string Json = "JSON";
    private const string Xml = "XML";

    // What ends an XPath outside of brackets and quotes.
    private const string EndOfXPath = " \t\r\n,)=!<>+";

    public MappingTerm? TryRead()
    {
        switch (cursor.Peek)
        {
            case '$' when MappingCursor.IsNamePart(cursor.At(1)):
                return Variable();
            case '$':
                return JsonPath(1, BodyJson);
            case '@' when cursor.At(1) is '.' or '[' || !MappingCursor.IsNamePart(cursor.At(1)):
                return JsonPath(1, CurrentJson);
            case '/':
                return XPath(0, run => run.Xml);
            case '@':
                return XPath(0, CurrentXml);
            case '.' when cursor.At(1) == '.' && MappingCursor.IsNamePart(cursor.At(2)):
                return JsonPath(0, CurrentJson);
            case '.' when cursor.At(1) is '/' or '.':
                return XPath(0, CurrentXml);
            case '.' when cursor.At(1) is '[' or '*' || MappingCursor.IsNamePart(cursor.At(1)):
                return JsonPath(cursor.At(1) == '[' ? 1 : 0, CurrentJson);
            case '.':
                cursor.TakeTo(cursor.Position + 1);
                return MappingTerm.Of(run => run.IsInLoop ? run.Current : MappingValue.Of(run.Json));
            default:
                return null;
        }
    }

    private MappingTerm Variable()
    {
        var start = cursor.Position;
        cursor.TakeTo(start + 1);
        var name = cursor.TakeName();
        var index = scope.IndexOf(name);
        if (index < 0)
        {
            throw new ExpressionSyntaxException(ExpressionCodes.Mapping, start, scope.Unknown(name));
        }

        return cursor.At(0) switch
        {
            '.' or '[' => JsonPath(0, run => run.Variable(index)),
            '/' => XPath(1, run => run.Variable(index)),
            _ => MappingTerm.Of(run => run.Variable(index)),
        };
    }

    // The head is what stands for '$' in the JSONPath.
    private MappingTerm JsonPath(int head, Func<MappingRun, object?> root)
    {
        var start = cursor.Position;
        cursor.TakeTo(start + head);
        var segments = cursor.TakeTo(EndOfJsonPath(cursor.Position));
        Use(Json, start);
        if (segments.Length == 0)
        {
            return MappingTerm.Of(run => root(run) is JsonElement json ? MappingValue.Of(json) : root(run));
        }

        var query = Parse($"${segments}", start + head - 1);
        MappingEvaluator value = run => root(run) is JsonElement json ? Find(query, json) : null;
        return !query.IsSingular ? MappingTerm.Of(value) : Member(query, root, MappingTerm.Of(
            value,
            (run, in place) => root(run) is JsonElement json && TryFind(query, json, out var found) ? MappingValue.Number(found, place) : null));
    }

    // A member of the body, outside of loops, may be the field of a record.
    private static MappingTerm Member(JsonPathQuery query, Func<MappingRun, object?> root, MappingTerm path)
    {
        if (query.Member is not { } name || (root != BodyJson && root != CurrentJson))
        {
            return path;
        }

        var field = new MappingField(name);
        return MappingTerm.Of(
            run => run.Record is { } record ? field.Text(record) : path.Value(run),
            (run, in place) => run.Record is { } record ? field.Number(record, place) : path.Number(run, place),
            (run, out text) => field.TryGetText(run.Record, out text));
    }

    private static object? Find(JsonPathQuery query, JsonElement json) =>
        !query.IsSingular ? All(query, json) : TryFind(query, json, out var found) ? MappingValue.Of(found) : null;

    private static bool TryFind(JsonPathQuery query, JsonElement json, out JsonElement found)
    {
        try
        {
            return query.TrySelectFirst(json, out found);
        }
        catch (JsonPathException failed)
        {
            throw JsonPathReporting.Failed(query, failed);
        }
    }

    private static object?[] All(JsonPathQuery query, JsonElement json)
    {
        try
        {
            return query.TryGetItems(json, out var array) ? Items(array) : [.. query.Select(json).Select(MappingValue.Of)];
        }
        catch (JsonPathException failed)
        {
            throw JsonPathReporting.Failed(query, failed);
        }
    }

    private static object?[] Items(JsonElement array)
    {
        var items = new object?[array.GetArrayLength()];
        var at = 0;
        foreach (var item in array.EnumerateArray())
        {
            items[at++] = MappingValue.Of(item);
        }

        return items;
    }

    private static JsonPathQuery Parse(string text, int offset)
    {
        try
        {
            return JsonPathQuery.Parse(text);
        }
        catch (JsonPathException mistake)
        {
            throw new ExpressionSyntaxException(ExpressionCodes.JsonPath, Math.Max(0, offset + mistake.Offset), mistake.Message);
        }
    }

    private MappingTerm XPath(int head, Func<MappingRun, object?> root)
    {
        var start = cursor.Position;
        cursor.TakeTo(start + head);
        var text = cursor.TakeTo(EndOf(cursor.Position, EndOfXPath));
        Use(Xml, start);
        var evaluator = Compile(text, start + head);
        MappingEvaluator value = run => root(run) is XPathNavigator node ? MappingValue.OfExpression(evaluator.Evaluate(node, run.Exchange.Time)) : null;
        return evaluator.Children is { } path ? Children(path, root, value) : MappingTerm.Of(value);
    }

    private static MappingTerm Children(XPathChildPath path, Func<MappingRun, object?> root, MappingEvaluator value) => MappingTerm.OfNodes(
        value,
        (run, in place) => root(run) is not XPathNavigator node ? MappingArithmetic.NumberOrNothing(value(run), place)
            : TryGetText(path, node, run, out var digits) && QuickDecimal.TryParse(digits, out var number) ? number
            : path.TryGetOne(run.Walk(node), out var one) ? one.Text is { } text ? MappingArithmetic.NumberOfText(text, place) : one.Number
            : MappingArithmetic.NumberOrNothing(value(run), place),
        (run, out text) => TryGetText(path, root(run), run, out text),
        run => root(run) is XPathNavigator node ? path.Walk(node.Clone()) : null);

    private static bool TryGetText(XPathChildPath path, object? from, MappingRun run, out ReadOnlySpan<char> text)
    {
        text = default;
        return from is PayloadNavigator at && (path.TryGetChild(at, out text) || path.TryGetText(run.Walk(at), out text));
    }

    private XPathEvaluator Compile(string text, int offset)
    {
        try
        {
            return new XPathEvaluator(text, source.Scope);
        }
        catch (ExpressionSyntaxException mistake)
        {
            throw new ExpressionSyntaxException(mistake.Code, offset + mistake.Offset, mistake.Message);
        }
    }

    private static object? BodyJson(MappingRun run) => run.Json;

    private static object? CurrentJson(MappingRun run) => run.IsInLoop ? run.Current : run.Json;

    private static object? CurrentXml(MappingRun run) => run.IsInLoop ? run.Current : run.Xml;

    private void Use(string language, int start)
    {
        if (scope.Conflict(language) is { } conflict)
        {
            throw new ExpressionSyntaxException(ExpressionCodes.Mapping, start, conflict);
        }
    }

    private int EndOfJsonPath(int position)
    {
        var text = source.Text;
        while (position < text.Length)
        {
            if (text[position] == '[')
            {
                position = EndOf(position, "");
            }
            else if (text[position] == '.' && EndOfName(position) is var end && end > position)
            {
                position = end;
            }
            else
            {
                break;
            }
        }

        return position;
    }

    private int EndOfName(int position)
    {
        var text = source.Text;
        var start = position + (position + 1 < text.Length && text[position + 1] == '.' ? 2 : 1);
        var end = start;
        while (end < text.Length && MappingCursor.IsNamePart(text[end]))
        {
            end++;
        }

        return end > start ? end : start < text.Length && text[start] is '*' ? start + 1 : start < text.Length && text[start] == '[' ? start : position;
    }

    // To one of the characters, or behind the bracket that closes the first one when there are none; what stands in quotes doesn't count.
    private int EndOf(int position, string stops)
    {
        var text = source.Text;
        var depth = 0;
        for (; position < text.Length; position++)
        {
            var character = text[position];
            if (character is '\'' or '"')
            {
                var close = text.IndexOf(character, position + 1);
                position = close < 0 ? text.Length - 1 : close;
            }
            else if (character is '[' or '(')
            {
                depth++;
            }
            else if (depth == 0 && stops.Contains(character))
            {
                return position;
            }
            else if (character is ']' or ')' && --depth == 0 && stops.Length == 0)
            {
                return position + 1;
            }
        }

        return text.Length;
    }
}
