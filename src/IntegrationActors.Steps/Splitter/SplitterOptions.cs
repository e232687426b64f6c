using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;
using IntegrationActors.Steps.Edi;
using IntegrationActors.Steps.Gather;
using IntegrationActors.Steps.Gatherers;
using IntegrationActors.Steps.Splitting;

namespace IntegrationActors.Steps.Splitter;

/// <summary>
/// Cuts the body into parts and runs <c>steps</c> for each of them, on a message of its own: a copy of headers, properties and attachments, with the part as body. Nothing that a part does
/// to its message changes the message of the splitter, which goes on with the body that it had, or with what <c>gather</c> made of the results. A body without any part is no error: no
/// step runs. Each part knows its number (property <c>CamelSplitIndex</c>, from 0), whether it is the last one (<c>CamelSplitComplete</c>), and how many there are
/// (<c>CamelSplitSize</c>; while streaming only the last part knows). A part that ends with <c>end</c> is done; with <c>terminate</c> it is done and left out of the gather; with <c>escalate</c> it
/// is left out too, and the message ends ESCALATED. A body that can't be split fails the step with IA3361 to IA3364, an archive with IA3421 to IA3427, a signed message with IA3706, and an interchange with IA3490 to IA3494 or IA3499;
/// when only a later place of the body is wrong, the parts (or groups) before it run first.
/// </summary>
[Step("splitter", typeof(SplitterStep), Sap = "General Splitter, Iterating Splitter, IDoc Splitter, PKCS#7/CMS Splitter, Zip Splitter, Tar Splitter, EDI Splitter", Camel = "split")]
[Example(
    "Each item of a JSON array goes out alone, up to four at the same time",
    """
    - splitter:
        jsonpath: "$.items[*]"
        parallel: 4
        steps:
          - send: { https: { url: "https://erp.example.org/items" } }
    """)]
[Example(
    "Orders of an XML document with the elements around them, a hundred at a time; the answers become one document",
    """
    - splitter:
        xpath: /orders/order
        envelope: true
        grouping: "100"
        steps:
          - call: { https: { url: "https://erp.example.org/orders" } }
        gather: { combine: xml, root: confirmations }
    """)]
[Example(
    "Records of CSV, each with the header line; a failing one is logged and the others go on",
    """
    - splitter:
        csv: { delimiter: ";" }
        stopOnException: false
        steps:
          - send: { https: { url: "https://erp.example.org/prices" } }
    """)]
[Example(
    "Records of CSV as JSON objects, of each its total, and one array of all",
    """
    - splitter:
        csv: { as: json }
        steps:
          - map:
              fields:
                sku: $.sku
                total: round($.qty * $.price, 2)
        gather: json
    """)]
[Example(
    "The XML files of a zip",
    """
    - splitter:
        zip: { files: "*.xml" }
        steps:
          - log: "${header.CamelFileName}"
    """)]
[Example(
    "The IDocs of a bulk, each in the envelope of its message type; what the receiver says of each becomes one document",
    """
    - splitter:
        xpath: //IDOC
        envelope: true
        steps:
          - call: { https: { url: "https://erp.example.org/idoc" } }
        gather: { combine: xml, root: SapIDocAssign }
    """)]
[Example(
    "The content of a signed message, and its signature as a file beside it",
    """
    - splitter:
        pkcs7: { payloadName: "order-${header.X-Order}.xml", base64Signature: true }
        steps:
          - send: { https: { url: "https://archive.example.org/${header.CamelFileName}", method: PUT } }
    """)]
[Example(
    "Each order of an interchange alone, and an acknowledgement for its sender",
    """
    - splitter:
        edi: { grammars: [edi/orders-d96a.yaml], transaction: message, acknowledgement: always, interchangeNumbers: interchanges }
        steps:
          - router:
              - when: "${header.SAP_EDI_ACKNOWLEDGEMENT} = 'true'"
                steps: [ send: { https: { url: "https://partner.example.org/edi" } } ]
              - otherwise:
                  - ediToXml: { grammars: [edi/orders-d96a.yaml] }
    """)]
public sealed record SplitterOptions : StepOptions, IGatheredOptions, IValidatableObject
{
    /// <summary>Most parts that run at the same time.</summary>
    public const int MostParallel = 50;

    /// <summary>
    /// XPath of the parts of an XML body. A path of names only (<c>/orders/order</c>, or <c>//order</c> for the outermost elements of that name) is followed while the body is read, so that a
    /// document of any size can be split; any other path needs the whole document, at most <c>integration-actors.payload.view-limit</c> (64 MB).
    /// </summary>
    [Language("xpath")]
    [Shown("/order/line")]
    public Expression? Xpath { get; init; }

    /// <summary>
    /// JSONPath of the parts of a JSON body. Names and then <c>[*]</c> (<c>$[*]</c>, <c>$.order.items[*]</c>) are followed while the body is read, so that a document of any size can be split; any
    /// other path needs the whole document, at most <c>integration-actors.payload.view-limit</c> (64 MB).
    /// </summary>
    [Language("jsonpath")]
    public Expression? Jsonpath { get; init; }

    /// <summary>Text between the parts, which belongs to none of them; parts of no length are skipped. Texts of any size can be split.</summary>
    [MinLength(1)]
    [MaxLength(100)]
    public string? Token { get; init; }

    /// <summary>Each line is a part, without its line break (<c>\n</c> or <c>\r\n</c>); lines of no length are skipped. Texts of any size can be split. Default false.</summary>
    public bool Lines { get; init; }

    /// <summary>Each record of CSV is a part (RFC 4180), as it stands there or as a JSON object. Texts of any size can be split; a record has at most 16 MB.</summary>
    public CsvSplitOptions? Csv { get; init; }

    /// <summary>Each file of a zip is a part, with its path in the archive as header <c>CamelFileName</c> and without <c>Content-Type</c>. Folders are skipped.</summary>
    public ArchiveSplitOptions? Zip { get; init; }

    /// <summary>Each file of a tar is a part, with its path in the archive as header <c>CamelFileName</c> and without <c>Content-Type</c>. Folders are skipped.</summary>
    public ArchiveSplitOptions? Tar { get; init; }

    /// <summary>
    /// PKCS#7/CMS signed data (RFC 5652; bytes, base64 or PEM) becomes two parts: its content, and its signature without the content, as <c>pkcs7Verify</c> and other tools take it. Both have a
    /// name as header <c>CamelFileName</c> and no <c>Content-Type</c>. Nothing is verified here.
    /// </summary>
    public Pkcs7SplitOptions? Pkcs7 { get; init; }

    /// <summary>
    /// Each message of an interchange of EDIFACT or X12 is a part: an interchange of its own, with what its envelopes say as headers (<c>SAP_EDI_Message_Type</c> and others, as <c>ediToXml</c> sets them) and
    /// <c>SAP_EDI_ACKNOWLEDGEMENT</c> <c>false</c>. The whole interchange is checked before the first part runs. Interchanges of any size can be split.
    /// </summary>
    public EdiSplitOptions? Edi { get; init; }

    /// <summary>
    /// Whether each part of <c>xpath</c> has the elements around it, with their attributes and with what stands in them in front of the first part (at most 1 MB); what stands behind is lost. Needs
    /// a path of names only. True is the General Splitter of SAP, false the Iterating Splitter. Default false: a part is its element alone, with the namespace declarations that it needs.
    /// </summary>
    public bool Envelope { get; init; }

    /// <summary>
    /// How many parts go together into one message, from 1 to 1,000,000: as a JSON array, as lines, as CSV with one header line, with the token between them, in the same envelope, or in an
    /// element <c>group</c>. The last group may be smaller. Another value fails the step with IA3366. Not for files of an archive and messages of an interchange. Default: one.
    /// </summary>
    public Expression? Grouping { get; init; }

    /// <summary>How many parts may run at the same time. Results are gathered in the order of the parts all the same. Default 1: one after the other.</summary>
    [Range(1, MostParallel)]
    public int Parallel { get; init; } = 1;

    /// <summary>Whether parts run while the body is still read. When false, the parts are counted before the first one runs: each knows <c>CamelSplitSize</c>, and a body that can't be read to its end fails before a step ran. Default true.</summary>
    public bool Streaming { get; init; } = true;

    /// <summary>
    /// Whether the first part that fails ends the splitter: no further part is started, the message fails with the fault of the part, and its property <c>CamelSplitIndex</c> is the number of the
    /// part. When false, all parts run, and each that fails goes through <c>onError</c> on its own message; if that handles it (as for a whole message), the part is left out of the gather and the
    /// message goes on. If it does not, or there is none, the message fails with IA3365 once all parts ran, and <c>onError</c> is not run once more. Default true.
    /// </summary>
    public bool StopOnException { get; init; } = true;

    /// <summary>What happens when <c>timeout</c> is over: <c>fail</c> ends running parts and fails the step with IA3002; <c>ignore</c> lets running parts finish, drops those that were not started with a warning in the log, and goes on. Default fail.</summary>
    [Advanced]
    public TimeoutAction OnTimeout { get; init; }

    /// <summary>What is done with each part.</summary>
    public required StepSequence Steps { get; init; }

    /// <summary>Puts the results together; the options of a <c>gather</c> step, which may also stand behind the splitter. Default: the message goes on as it was.</summary>
    public GatherOptions? Gather { get; init; }

    /// <summary>The time limit that the engine watches; none when the splitter ends by itself in time.</summary>
    public override TimeSpan? TimeoutOfEngine => OnTimeout == TimeoutAction.Ignore ? null : Timeout;

    /// <summary>One way to split, and what goes with it.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var ways = new object?[] { Xpath, Jsonpath, Token, Lines ? "lines" : null, Csv, Zip, Tar, Pkcs7, Edi }.Count(way => way is not null);
        if (ways != 1)
        {
            yield return new ValidationResult($"'splitter' needs one way to split, and here {(ways == 0 ? "is none" : $"are {ways}")}; one of xpath, jsonpath, token, lines: true, csv, zip, tar, pkcs7 and edi", []);
        }

        if (Envelope && Xpath is null)
        {
            yield return new ValidationResult("'envelope' belongs to 'xpath'", [nameof(Envelope)]);
        }

        if (Csv is { As: CsvPartSyntax.Json, Header: false })
        {
            yield return new ValidationResult("'as: json' takes the names of fields from the header line: it does not go with 'header: false'", [nameof(Csv)]);
        }

        if (Grouping is not null && (Zip ?? Tar ?? Pkcs7 ?? (object?)Edi) is not null)
        {
            var parts = Edi is not null ? "messages of an interchange" : Pkcs7 is not null ? "a content and its signature" : "files of an archive";
            yield return new ValidationResult($"{parts} can't be grouped", [nameof(Grouping)]);
        }

        if (Grouping?.Constant is { } constant && GroupSize.Parse(constant) is null)
        {
            yield return new ValidationResult($"'grouping' is a whole number from 1 to {GroupSize.Most}, not '{constant}'", [nameof(Grouping)]);
        }

        if (Gather is { Name: not null } or { Timeout: not null })
        {
            yield return new ValidationResult(IGatheredOptions.NoStep, [nameof(Gather)]);
        }

        if (OnTimeout == TimeoutAction.Ignore && Timeout is null)
        {
            yield return new ValidationResult("'onTimeout: ignore' needs a 'timeout'", [nameof(OnTimeout)]);
        }
    }
}

/// <summary>What a time-out does.</summary>
public enum TimeoutAction
{
    /// <summary>Fails the step.</summary>
    Fail,

    /// <summary>Goes on with what is done.</summary>
    Ignore,
}
