using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;
using IntegrationActors.Steps.JavaScript;
using IntegrationActors.Steps.Resources;

namespace IntegrationActors.Steps.Script;

/// <summary>
/// Runs JavaScript (ECMAScript 2023 without <c>eval</c>, <c>Proxy</c>, <c>BigInt</c>, <c>Intl</c>, typed arrays and <c>yield*</c>) on the message. The function gets the message: <c>getBody()</c>, <c>getBodyAsJson()</c>, <c>setBody(value)</c>, <c>getHeader(name)</c>,
/// <c>setHeader(name, value)</c>, <c>getProperty(name)</c>, <c>setProperty(name, value)</c>, <c>getAttachments()</c>, <c>addAttachment(name, text, contentType)</c>. Also there:
/// <c>messageLog</c>, <c>console</c>, <c>valueMapping</c>, <c>secureStore</c>. What it returns, other than the message or nothing, becomes the body. A script has no access to files, network,
/// other messages or .NET, starts from nothing each time, and changes the message only when it succeeds. An error of the script fails with IA3451 and its place, one that takes too much time or memory
/// with IA3452.
/// </summary>
[Step("script", typeof(ScriptStep), Sap = "Script, Groovy Script, JavaScript", Camel = "script, js")]
[Shorthand(nameof(File))]
[Example("A script of the bundle, with its function processData(message)", "- script: scripts/price.js")]
[Example(
    "A few lines in place",
    """
    - script:
        code: |
          const order = message.getBodyAsJson();
          order.total = order.lines.reduce((sum, line) => sum + line.qty * line.price, 0);
          message.setBody(order);
          messageLog.addCustomHeaderProperty('orderId', order.id);
    """)]
[Example(
    "A function of a library, a value mapping and a credential",
    """
    - script:
        file: scripts/sign.js
        function: sign
        include: [scripts/lib.js]
        valueMaps: { countries: mappings/countries.csv }
        credentials: [erp]
    """)]
[Example(
    "A header says which of the flow's scripts",
    """
    - script:
        file: scripts/price.js
        choose: "${header.X-Script}"
        alternatives: [scripts/gross-price.js]
    """)]
public sealed record ScriptOptions : ChosenResourceOptions
{
    internal const string DefaultFunction = "processData";

    /// <summary>The script: a file of the bundle. Stands instead of <c>code</c>. Mistakes in it are findings with file, line and column.</summary>
    public ResourceReference? File { get; init; }

    /// <summary>The script in place. It may also be statements without a function; <c>message</c> is there.</summary>
    public OptionText? Code { get; init; }

    /// <summary>The function that is called with the message. Default <c>processData</c>.</summary>
    public string Function { get; init; } = DefaultFunction;

    /// <summary>Files of the bundle that are run before the script, in this order: functions that several scripts share. Default: none.</summary>
    public IReadOnlyList<ResourceReference> Include { get; init; } = [];

    /// <summary>Value mappings by name, for <c>valueMapping.lookup('name', value)</c> and <c>valueMapping.getMappedValue(…)</c>. Default: none.</summary>
    public IReadOnlyDictionary<string, ResourceReference> ValueMaps { get; init; } = new Dictionary<string, ResourceReference>(StringComparer.Ordinal);

    /// <summary>Credentials that the script may read with <c>secureStore.getUserCredential('name')</c>; no others. Default: none.</summary>
    public IReadOnlyList<CredentialReference> Credentials { get; init; } = [];

    /// <summary>Longest time that the script may run. Default 1s.</summary>
    [Range(typeof(TimeSpan), "1ms", "30s")]
    [Advanced]
    public TimeSpan TimeLimit { get; init; } = ScriptBudget.Default.Time;

    /// <summary>Most memory that the script may allocate while it runs, freed or not. Default 64MB.</summary>
    [Range(typeof(ByteSize), "1MB", "512MB")]
    [Advanced]
    public ByteSize MemoryLimit { get; init; } = new(ScriptBudget.Default.Memory);

    /// <summary>Most statements that the script may run. Default 10,000,000.</summary>
    [Range(1, 1_000_000_000)]
    [Advanced]
    public int MaxStatements { get; init; } = ScriptBudget.Default.Statements;

    /// <summary>There is one script.</summary>
    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if ((File is null) == (Code is null))
        {
            yield return new ValidationResult("'script' has either a file or code; write: script: scripts/price.js", [nameof(File)]);
        }

        foreach (var mistake in ChoiceAmong(File))
        {
            yield return mistake;
        }
    }
}
