using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Steps.Template;

/// <summary>
/// Writes the body with a template in the Liquid language: <c>{{ … }}</c> is filled in, <c>{% … %}</c> steers. The template knows <c>header.x</c>, <c>property.x</c>, <c>body</c> (text), <c>json</c> (the body parsed),
/// <c>xml</c> (for the filter <c>xpath</c>), <c>exception.message</c>, <c>exchangeId</c>, <c>correlationId</c>, <c>tenant</c>, <c>flow</c> and its <c>variables</c>. Beside Liquid's filters there are
/// <c>xpath</c> and <c>date_java</c>. Numbers and dates are written without regard to a country, times in UTC. A template that can't be filled in with a message fails with IA3461, one that makes too much with IA3462.
/// </summary>
[Step("template", typeof(TemplateStep), Sap = "Content Modifier, Script", Camel = "to velocity:, to freemarker:, to mustache:")]
[Shorthand(nameof(File))]
[Example("A template of the bundle", "- template: templates/mail.liquid")]
[Example(
    "A text in place, with a loop over a JSON body",
    """
    - template:
        text: |
          Order {{ json.id }} of {{ json.customer.name | upcase }}
          {% for line in json.lines %}- {{ line.sku }}: {{ line.qty | times: line.price | round: 2 }}
          {% endfor %}
        contentType: text/plain
    """)]
[Example(
    "HTML out of an XML body; values are escaped",
    """
    - template:
        text: "{% assign lines = xml | xpath: '/order/line' %}<ul>{% for l in lines %}<li>{{ l | xpath: '@sku' }}</li>{% endfor %}</ul>{{ greeting }}"
        escape: xml
        contentType: text/html
        variables: { greeting: "Region ${header.X-Region}" }
    """)]
public sealed record TemplateOptions : StepOptions, IValidatableObject
{
    /// <summary>The template: a file of the bundle. Stands instead of <c>text</c>. Mistakes in it are findings with file, line and column.</summary>
    public ResourceReference? File { get; init; }

    /// <summary>The template in place; parameters and other values come in as <c>variables</c>.</summary>
    public OptionText? Text { get; init; }

    /// <summary>Further values by name. Default: none.</summary>
    public IReadOnlyList<NamedExpression> Variables { get; init; } = [];

    /// <summary>How values are written: as they are, or so that they can't break the format around them. The filter <c>raw</c> leaves a value as it is. Default <c>none</c>.</summary>
    public TemplateEscape Escape { get; init; }

    /// <summary>Media type of the body, such as <c>text/html</c>: sets the header <c>Content-Type</c>. Default: the header stays.</summary>
    public string? ContentType { get; init; }

    /// <summary>There is one template.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if ((File is null) == (Text is null))
        {
            yield return new ValidationResult("'template' has either a file or a text; write: template: templates/mail.liquid", [nameof(File)]);
        }
    }
}

/// <summary>What happens to characters of values that mean something in the format of the text.</summary>
public enum TemplateEscape
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>As text of XML and HTML: <c>&amp;lt;</c> for the sign.</summary>
    Xml,

    /// <summary>As the inside of a JSON text: <c>\"</c> for a quote.</summary>
    Json,
}
