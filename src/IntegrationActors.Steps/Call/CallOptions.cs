using IntegrationActors.Core.Options;

namespace IntegrationActors.Steps.Call;

/// <summary>Sends the message to a receiver system and waits for the answer, which becomes the message: its body and the headers that the channel takes back.</summary>
[Step("call", typeof(CallStep), Sap = "Request Reply", Camel = "to")]
[Example(
    "Posts the body and goes on with the answer",
    """
    - call: { name: erp, https: { url: "https://erp.example.org/orders", method: POST } }
    """)]
[Example(
    "An address of the environment, and an answer of another status is no failure",
    """
    - call:
        name: stock
        https:
          url: "${param.stockUrl}/items/${property.sku}"
          method: GET
          throwExceptionOnFailure: false
    """)]
public sealed record CallOptions : StepOptions
{
    /// <summary>The receiver: one key that names an adapter, with the options of the channel below it (<c>https: { url: … }</c>).</summary>
    public required ReceiverChannel Receiver { get; init; }
}
