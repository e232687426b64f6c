using System.Collections.Frozen;

namespace IntegrationActors.Expressions.XPath;

/// <summary>Names of functions by what they mean for us.</summary>
internal static class XPathFunctions
{
    /// <summary>The core library of XPath 1.0: what System.Xml evaluates.</summary>
    public static readonly FrozenSet<string> Version1 = Set(
        "last position count id local-name namespace-uri name string concat starts-with contains substring-before substring-after substring "
        + "string-length normalize-space translate boolean not true false lang number sum floor ceiling round");

    /// <summary>The functions of XPath 2.0.</summary>
    public static readonly FrozenSet<string> Version2 = Set(
        "abs adjust-date-to-timezone adjust-dateTime-to-timezone adjust-time-to-timezone avg base-uri boolean ceiling codepoint-equal "
        + "codepoints-to-string compare concat contains count current-date current-dateTime current-time data dateTime day-from-date "
        + "day-from-dateTime days-from-duration deep-equal default-collation distinct-values document-uri empty encode-for-uri ends-with "
        + "escape-html-uri exactly-one exists false floor hours-from-dateTime hours-from-duration hours-from-time implicit-timezone "
        + "in-scope-prefixes index-of insert-before iri-to-uri lang last local-name local-name-from-QName lower-case matches max min "
        + "minutes-from-dateTime minutes-from-duration minutes-from-time month-from-date month-from-dateTime months-from-duration name "
        + "namespace-uri namespace-uri-for-prefix namespace-uri-from-QName nilled node-name normalize-space normalize-unicode not number "
        + "one-or-more position prefix-from-QName QName remove replace resolve-QName resolve-uri reverse root round round-half-to-even "
        + "seconds-from-dateTime seconds-from-duration seconds-from-time starts-with static-base-uri string string-join string-length "
        + "string-to-codepoints subsequence substring substring-after substring-before sum timezone-from-date timezone-from-dateTime "
        + "timezone-from-time tokenize translate true unordered upper-case year-from-date year-from-dateTime years-from-duration zero-or-one");

    /// <summary>Node tests and keywords that look like calls.</summary>
    public static readonly FrozenSet<string> NodeTests = Set("node text comment processing-instruction");

    /// <summary>The same, of XPath 2.0 only.</summary>
    public static readonly FrozenSet<string> NodeTests2 = Set(
        "element attribute item document-node schema-element schema-attribute empty-sequence if and or div mod idiv eq ne lt le gt ge to is union "
        + "intersect except return then else satisfies in");

    /// <summary>Functions that reach outside of the message.</summary>
    public static readonly FrozenSet<string> Outside = Set(
        "doc document doc-available collection uri-collection unparsed-text unparsed-text-lines unparsed-text-available json-doc "
        + "environment-variable available-environment-variables system-property trace");

    /// <summary>Functions of XPath 3.0 and 3.1.</summary>
    public static readonly FrozenSet<string> Version3 = Set(
        "analyze-string apply contains-token filter fold-left fold-right for-each for-each-pair format-date format-dateTime format-integer "
        + "format-number format-time function-arity function-lookup function-name generate-id has-children head innermost json-to-xml "
        + "load-xquery-module outermost parse-ietf-date parse-json parse-xml parse-xml-fragment path random-number-generator serialize sort "
        + "tail transform xml-to-json function map array");

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
