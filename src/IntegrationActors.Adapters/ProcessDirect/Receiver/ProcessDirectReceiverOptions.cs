using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.ProcessDirect.Receiver;

/// <summary>
/// Calls another flow of the tenant, in the same process. The step is done when that flow is at its end. With <c>call</c> its message becomes the message: body, attachments and headers; with <c>send</c> the message
/// stays as it is. When the called flow fails, or ends escalated, the step fails with its code. Properties stay here, and no transaction spans both flows. Flows must not call each other in a circle.
/// </summary>
[ReceiverChannel("processDirect", typeof(ProcessDirectReceiverAdapter), Sap = "ProcessDirect receiver", Camel = "direct")]
[Shorthand(nameof(Address))]
[Example("Asks a flow", "processDirect: /prices")]
[Example("Which flow, the message says", "processDirect: { address: \"/partners/${header.partner}\", responseHeaders: [status] }")]
public sealed record ProcessDirectReceiverOptions
{
    /// <summary>The address of the other flow; what a message computes may name any flow of the tenant that has one.</summary>
    [Required]
    public required Expression Address { get; init; }

    /// <summary>Headers of the answer that come into the message: names, regular expressions, or <c>*</c>. Those of the runtime come only by name, <c>Content-Type</c> always.</summary>
    [DefaultText("[\"*\"]")]
    [PassedHeader]
    public IReadOnlyList<string> ResponseHeaders { get; init; } = ["*"];

    /// <summary>How long a message waits for a flow that is not there, such as one that is just being started, at most 5 minutes.</summary>
    [Advanced]
    [DefaultText("5s")]
    [Range(typeof(TimeSpan), "0s", "5m")]
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(5);
}
