using IntegrationActors.Core.Options;

namespace IntegrationActors.Steps.Map;

/// <summary>
/// Makes a JSON or XML document out of a JSON or XML body: a tree of target fields, each with an expression. <c>$.id</c> is a path into JSON, <c>/order/@id</c> one into XML; inside of a loop (<c>$each</c>)
/// <c>.sku</c> and <c>./sku</c> begin at its item. Texts stand in quotes: <c>"'web'"</c>, or <c>{ $constant: web }</c>. There are functions (<c>concat</c>, <c>if</c>, <c>default</c>, <c>required</c>, <c>lookup</c>,
/// <c>date</c>, <c>formatNumber</c>, <c>sum</c>, <c>count</c> …) and operators (<c>+ - * / = != &lt; &gt; and or not</c>). What a path does not find is left out of the target. Keys with a dollar sign steer:
/// <c>$each</c> a loop, <c>$as</c> its name for inner loops (<c>$order.id</c>), <c>$when</c> a condition, <c>$value</c> the value of an item or the text of an element, <c>$constant</c> a text; <c>$$x</c> is a
/// field <c>$x</c>. A mistake is a finding with its place; a message that does not fit fails with IA3481 to IA3484.
/// </summary>
[Step("map", typeof(MapStep), Sap = "Message Mapping", Camel = "atlasmap:, to datasonnet:")]
[Example(
    "JSON to JSON, with a loop, a condition and a sum",
    """
    - map:
        fields:
          orderNumber: required($.id, 'an order needs an id')
          channel: "'web'"
          customer:
            name: concat($.customer.first, ' ', $.customer.last)
            country: upper($.customer.country)
          positions:
            - $each: $.lines[*]
              $when: .qty > 0
              sku: .sku
              amount: round(.qty * .price, 2)
          count: count($.lines[*])
    """)]
[Example(
    "XML to XML; names that begin with @ are attributes",
    """
    - map:
        to: xml
        fields:
          Invoice:
            "@number": /order/@id
            Customer: /order/customer/name
            Item:
              $each: /order/line
              "@sku": ./@sku
              $value: ./@qty * ./@price
    """)]
[Example(
    "A value mapping, a date and a header",
    """
    - map:
        valueMaps: { countries: mappings/countries.csv }
        fields:
          country: default(lookup('countries', $.country), 'XX')
          ordered: date($.ordered, 'yyyyMMdd', 'yyyy-MM-dd')
          region: header('X-Region')
    """)]
public sealed record MapOptions : StepOptions
{
    /// <summary>What is made. Default <c>json</c>.</summary>
    public MapFormat To { get; init; }

    /// <summary>
    /// The target: names with expressions, nested maps, and lists. A list is an array (JSON), or an element for each item (XML); an item with <c>$each</c> is repeated. XML has one field at the top, the root; prefixes of
    /// names are those of the flow's <c>namespaces</c>.
    /// </summary>
    public required OptionTree Fields { get; init; }

    /// <summary>Value mappings by name, for <c>lookup('name', value)</c>, or <c>lookup('name', value, 'from', 'to')</c> with more than two columns. Default: none.</summary>
    public IReadOnlyDictionary<string, ResourceReference> ValueMaps { get; init; } = new Dictionary<string, ResourceReference>(StringComparer.Ordinal);
}

/// <summary>What a mapping makes.</summary>
public enum MapFormat
{
    /// <summary>JSON; sets <c>Content-Type</c> to <c>application/json</c>.</summary>
    Json,

    /// <summary>XML in UTF-8; sets <c>Content-Type</c> to <c>application/xml</c>.</summary>
    Xml,
}
