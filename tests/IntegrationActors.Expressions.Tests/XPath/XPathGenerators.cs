using FsCheck;
using FsCheck.Fluent;

namespace IntegrationActors.Expressions.Tests.XPath;

/// <summary>An XML document as text.</summary>
public sealed record XmlText(string Value);

/// <summary>A location path that both versions of the language have, as text.</summary>
public sealed record LocationText(string Value);

/// <summary>A path of names as text.</summary>
public sealed record NamesText(string Value);

/// <summary>Documents and paths over the same few names, so that paths find something.</summary>
public static class XPathGenerators
{
    private static readonly string[] Axes =
    [
        "", "child::", "descendant::", "descendant-or-self::", "self::", "parent::", "ancestor::", "ancestor-or-self::", "following-sibling::", "preceding-sibling::", "following::", "preceding::",
    ];

    private static Gen<string> Name => Gen.Elements("a", "b", "c", "p:a", "p:b");

    public static Arbitrary<XmlText> Documents() => Arb.From(Element(4).Select(element => new XmlText(element.Insert(2, " xmlns:p='urn:p'"))));

    public static Arbitrary<LocationText> Locations() => Arb.From(
        from start in Gen.Elements("/", "//", "")
        from path in Path(2)
        from attribute in Gen.Frequency((5, Gen.Constant("")), (1, Gen.Elements("/@a", "/@p:b", "/@*")))
        select new LocationText(start + path + attribute));

    public static Arbitrary<NamesText> Names() => Arb.From(
        from start in Gen.Elements("/", "", "./")
        from names in Name.NonEmptyListOf()
        from attribute in Gen.Elements("", "", "/@a", "/@p:b")
        select new NamesText(start + string.Join('/', names.Take(4)) + attribute));

    // The root has a name of one letter, which the declaration is put behind.
    private static Gen<string> Element(int depth) =>
        from name in depth == 4 ? Gen.Elements("a", "b") : Name
        from attributes in Gen.SubListOf(["a='1'", "b='2'", "p:b='x y'"])
        from content in depth == 0 ? Gen.Constant("") : Gen.Frequency((4, Element(depth - 1)), (2, Gen.Elements("1", "x", "ä&amp;b")), (1, Gen.Elements("<!--c-->", "<?t d?>"))).ListOf().Select(parts => string.Concat(parts.Take(4)))
        select $"<{name}{string.Concat(attributes.Select(attribute => " " + attribute))}>{content}</{name}>";

    private static Gen<string> Path(int depth) =>
        from steps in Step(depth).NonEmptyListOf()
        from separators in Gen.Elements("/", "/", "//").ListOf(4)
        select string.Concat(steps.Take(4).Zip(separators, (step, separator) => separator + step)).TrimStart('/');

    // One predicate behind most axes: with a second one that counts, such as descendant::a[b][2], System.Xml finds too little (docs/expressions.md).
    private static Gen<string> Step(int depth) => Gen.Frequency(
        (6, from axis in Gen.Elements(Axes)
            from test in Gen.OneOf(Name, Gen.Elements("*", "node()", "text()", "comment()", "p:*"))
            from predicates in Predicate(depth).ListOf()
            select axis + test + string.Concat(predicates.Take(axis is "" or "child::" ? 2 : 1))),
        (1, Gen.Elements("..", ".")));

    private static Gen<string> Predicate(int depth)
    {
        var simple = Gen.Elements("[1]", "[2]", "[last()]", "[position() > 1]", "[@a]", "[@a = '1']", "[. = 'x']", "[not(*)]", "[count(*) > 1]", "[local-name() = 'a']", "[starts-with(name(), 'p:')]", "[string-length(.) < 3]");
        return depth == 0 ? simple : Gen.OneOf(simple, Path(depth - 1).Select(path => $"[{path}]"));
    }
}
