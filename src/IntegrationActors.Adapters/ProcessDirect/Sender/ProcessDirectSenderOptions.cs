using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.ProcessDirect.Sender;

/// <summary>
/// Takes the messages that other flows of the tenant send to an address, in the same process and without a network. Body and attachments come as they are, headers as far as <c>allowedHeaders</c> lists
/// them, properties never. The run has an entry of its own in the message log, with the correlation id of its caller; <c>concurrency</c> of the flow holds for its callers together. A caller with
/// <c>call</c> waits for the answer: the message at the end of this flow. One flow alone of a tenant has an address; a second one does not start.
/// </summary>
[SenderChannel("processDirect", typeof(ProcessDirectSenderAdapter), Sap = "ProcessDirect sender", Camel = "direct")]
[Shorthand(nameof(Address))]
[Example("A flow that others call", "processDirect: /prices")]
[Example("Two headers come along, and all that begin with X-", "processDirect: { address: /prices, allowedHeaders: [region, currency, \"X-.*\"] }")]
public sealed record ProcessDirectSenderOptions
{
    /// <summary>Where other flows reach this one: letters, digits, <c>_</c> and <c>-</c>, in parts divided by <c>/</c>; at most 255 characters. The slash in front may be left out; upper and lower case differ.</summary>
    [Required]
    [MaxLength(255)]
    [RegularExpression(ProcessDirectAddress.Pattern, ErrorMessage = ProcessDirectAddress.Rule)]
    public required string Address { get; init; }

    /// <summary>
    /// Headers of the caller that come into the message: names, regular expressions, or <c>*</c>. Those of the runtime (<c>Camel…</c>, <c>SAP_…</c>) come only by name, <c>Content-Type</c> always.
    /// </summary>
    [PassedHeader]
    public IReadOnlyList<string> AllowedHeaders { get; init; } = [];
}
