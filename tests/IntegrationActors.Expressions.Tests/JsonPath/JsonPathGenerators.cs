using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace IntegrationActors.Expressions.Tests.JsonPath;

/// <summary>A JSON document as text.</summary>
public sealed record JsonText(string Value);

/// <summary>A valid query as text.</summary>
public sealed record PathText(string Value);

/// <summary>A valid query of names and indexes as text.</summary>
public sealed record SingularPathText(string Value);

/// <summary>Pieces of queries in any order.</summary>
public sealed record BrokenPathText(string Value);

/// <summary>Documents and queries over the same few names, so that queries find something.</summary>
public static class JsonPathGenerators
{
    private static readonly string[] Pieces =
    [
        "$", "@", ".", "..", "[", "]", "*", "?", "(", ")", "!", "&&", "||", "==", "!=", "<", "<=", "=", ",", ":", " ", "\n", "'", "\"", "\\", "\\u", "D800", "a", "b1",
        "0", "-1", "1.5", "e9", "9007199254740992", "true", "null", "length(", "count(", "match(", "value(", "'a'", "'(a'", "☺", "\uD83D", "\uDE00", "\0",
    ];

    private static Gen<string> Name => Gen.Elements("a", "b", "c", "☺", "x y", "it's", "\\\"");

    private static Gen<string> Space => Gen.Frequency((6, Gen.Constant("")), (1, Gen.Elements(" ", "\t", "\r\n")));

    public static Arbitrary<JsonText> Documents() => Arb.From(Json(4).Select(json => new JsonText(json)));

    public static Arbitrary<PathText> Paths() => Arb.From(Segments(3).Select(segments => new PathText("$" + segments)));

    public static Arbitrary<SingularPathText> SingularPaths() =>
        Arb.From(Gen.OneOf(NameSegment, Index.Select(index => $"[{index}]")).ListOf().Where(steps => steps.Count < 5 && steps.Count(step => step.StartsWith("[-", StringComparison.Ordinal)) < 2)
            .Select(steps => new SingularPathText("$" + string.Concat(steps))));

    public static Arbitrary<BrokenPathText> BrokenPaths() =>
        Arb.From(Gen.OneOf(
            Gen.Elements(Pieces).ListOf().Select(pieces => new BrokenPathText("$" + string.Concat(pieces))),
            Gen.Elements(Pieces).ListOf().Select(pieces => new BrokenPathText("$[?" + string.Concat(pieces))),
            from path in Segments(2)
            from piece in Gen.Elements(Pieces)
            from at in Gen.Choose(0, path.Length)
            select new BrokenPathText("$" + path.Insert(at, piece))));

    private static Gen<string> NameSegment => Gen.OneOf(
        Gen.Elements(".a", ".b", ".c", ".☺"),
        Name.Select(name => $"['{name.Replace("\\", "\\\\").Replace("'", "\\'")}']"),
        Name.Select(name => $"[\"{name.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"]"));

    private static Gen<string> Index => Gen.Choose(-3, 4).Select(i => i.ToString(CultureInfo.InvariantCulture));

    private static Gen<string> Json(int depth)
    {
        var leaf = Gen.OneOf(
            Gen.Elements("null", "true", "false", "0", "-1", "1.5", "1e1", "10", "9007199254740993"),
            Gen.Elements("\"\"", "\"a\"", "\"b☺\"", "\"\\u0061b\"", "\"\\uD83D\\uDE00\"", "\"a\\nb\""));
        if (depth == 0)
        {
            return leaf;
        }

        var items = Json(depth - 1).ListOf().Select(values => values.Take(4));
        var member = from name in Name
                     from value in Json(depth - 1)
                     select $"\"{name.Replace("\\", "\\\\").Replace("\"", "\\\"")}\" : {value}";
        return Gen.Frequency(
            (1, leaf),
            (3, items.Select(values => $"[{string.Join(", ", values)}]")),
            (4, member.ListOf().Select(members => $"{{{string.Join(",", members.Take(4))}}}")));
    }

    private static Gen<string> Segments(int depth) =>
        Segment(depth).ListOf().Select(segments => string.Concat(segments.Take(4)));

    private static Gen<string> Segment(int depth) => Gen.OneOf(
        NameSegment,
        Gen.Elements(".*", "..*", "..a", "..[0]", " .a"),
        Selector(depth).NonEmptyListOf().Select(selectors => $"[{string.Join(",", selectors.Take(3))}]"));

    private static Gen<string> Selector(int depth)
    {
        var slice = from start in Part from end in Part from step in Part from blank in Space select $"{start}{blank}:{end}:{step}";
        var simple = Gen.OneOf(Gen.Constant("*"), Index, slice, Gen.Constant("'a'"));
        return depth == 0 ? simple : Gen.OneOf(simple, Condition(depth - 1).Select(condition => "?" + condition));
    }

    private static Gen<string> Part => Gen.OneOf(Gen.Constant(""), Index);

    private static Gen<string> Condition(int depth)
    {
        var comparison = from left in Value
                         from comparator in Gen.Elements("==", "!=", "<", "<=", ">", ">=")
                         from blank in Space
                         from right in Value
                         select $"{left}{blank}{comparator}{blank}{right}";
        var regex = from function in Gen.Elements("match", "search")
                    from pattern in Gen.Elements("a.*", "[ab]", "\\\\p{L}+", "☺")
                    select $"{function}(@, '{pattern}')";
        var test = Segments(depth).Select(segments => "@" + segments);
        var simple = Gen.OneOf(comparison, regex, test);
        if (depth == 0)
        {
            return simple;
        }

        var pair = from left in Condition(depth - 1)
                   from connective in Gen.Elements("&&", " || ")
                   from right in Condition(depth - 1)
                   select $"{left}{connective}{right}";
        return Gen.OneOf(simple, pair, Condition(depth - 1).Select(inner => $"!({inner})"));
    }

    private static Gen<string> Value => Gen.Elements(
        "1", "'a'", "\"b☺\"", "null", "true", "-1.5e0", "@", "@.a", "$.b", "@[0]", "length(@)", "count(@.*)", "value($..a)");
}
