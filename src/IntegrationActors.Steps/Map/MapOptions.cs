using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;
using IntegrationActors.Steps.Resources;

namespace IntegrationActors.Steps.Map;

/// <summary>
/// Makes a JSON or XML document out of a JSON or XML body: a tree of target fields, each with an expression. <c>$.id</c> is a path into JSON, <c>/order/@id</c> one into XML; inside of a loop (<c>$each</c>)
/// <c>.sku</c> and <c>./sku</c> begin at its item. Texts stand in quotes: <c>"'web'"</c>, or <c>{ $constant: web }</c>. There are functions (<c>concat</c>, <c>if</c>, <c>default</c>, <c>required</c>, <c>lookup</c>,
/// <c>date</c>, <c>formatNumber</c>, <c>sum</c>, <c>count</c> …) and operators (<c>+ - * / = != &lt; &gt; and or not</c>). What a path does not find is left out of the target. Keys with a dollar sign steer:
/// <c>$each</c> a loop, <c>$as</c> its name for inner loops (<c>$order.id</c>), <c>$when</c> a condition, <c>$value</c> the value of an item or the text of an element, <c>$constant</c> a text; <c>$$x</c> is a
/// field <c>$x</c>. A mapping that several steps need, or that the message chooses, stands in a file of the bundle; which one was used is the key <c>ExecutedMapping</c> of the message's entry in the log. A mistake is a finding with its place; a message that does not fit fails with IA3481 to IA3484.
/// </summary>
[Step("map", typeof(MapStep), Sap = "Message Mapping", Camel = "atlasmap:, to datasonnet:")]
[Shorthand(nameof(File))]
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
[Example(
    "A header says which of the flow's mappings",
    """
    - map:
        file: mappings/invoice.yaml
        choose: "${header.X-Mapping}"
        alternatives: [mappings/credit-note.yaml]
    """)]
public sealed record MapOptions : ChosenResourceOptions
{
    /// <summary>
    /// The mapping: a file of the bundle in YAML with the keys <c>to</c> (as here), <c>namespaces</c> (prefixes with their namespaces, for paths and names) and <c>fields</c> (as here; parameters of the flow are not there). Stands instead
    /// of <c>fields</c>. Mistakes in it are findings with file, line and column.
    /// </summary>
    public ResourceReference? File { get; init; }

    /// <summary>What is made of <c>fields</c>. Default <c>json</c>.</summary>
    [DefaultText("json")]
    public MapFormat? To { get; init; }

    /// <summary>
    /// The target: names with expressions, nested maps, and lists. A list is an array (JSON), or an element for each item (XML); an item with <c>$each</c> is repeated. XML has one field at the top, the root; prefixes of
    /// names are those of the flow's <c>namespaces</c>.
    /// </summary>
    public OptionTree? Fields { get; init; }

    /// <summary>Value mappings by name, for <c>lookup('name', value)</c>, or <c>lookup('name', value, 'from', 'to')</c> with more than two columns. Default: none.</summary>
    public IReadOnlyDictionary<string, ResourceReference> ValueMaps { get; init; } = new Dictionary<string, ResourceReference>(StringComparer.Ordinal);

    /// <summary>There is one mapping.</summary>
    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if ((File is null) == (Fields is null))
        {
            yield return new ValidationResult("'map' has either fields or a file; write: map: mappings/invoice.yaml, or fields: { id: $.id }", [nameof(Fields)]);
        }

        if (File is not null && To is not null)
        {
            yield return new ValidationResult("what a mapping of a file makes, 'to' in the file says", [nameof(To)]);
        }

        foreach (var mistake in ChoiceAmong(File))
        {
            yield return mistake;
        }
    }
}

/// <summary>What a mapping makes.</summary>
public enum MapFormat
{
    /// <summary>JSON; sets <c>Content-Type</c> to <c>application/json</c>.</summary>
    Json,

    /// <summary>XML in UTF-8; sets <c>Content-Type</c> to <c>application/xml</c>.</summary>
    Xml,
}
