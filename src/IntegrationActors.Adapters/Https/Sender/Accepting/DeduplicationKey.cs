using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Adapters.Https.Sender.Accepting;

/// <summary>
/// What tells a message from another one: the flow's own expression, or the header <c>Idempotency-Key</c> of the client (draft-ietf-httpapi-idempotency-key-header), whose keys
/// say nothing about those of another client.
/// </summary>
internal sealed class DeduplicationKey(Expression? expression, IFlowContext context)
{
    public const string Header = "Idempotency-Key";

    private const int Longest = 255;

    /// <summary>The key; null when the message has none.</summary>
    /// <exception cref="FaultException">The key can't be one, or can't be found out.</exception>
    public async ValueTask<string?> OfAsync(HttpReceipt receipt, MessageId id)
    {
        if (expression is null)
        {
            var given = receipt.Context.Request.Headers[Header];
            return given.Count == 0 ? null : $"{receipt.Message.Headers[ReservedHeaders.UserName]}:{Check(given.ToString())}";
        }

        var text = await EvaluateAsync(expression, receipt, id);
        return text.Length == 0 ? null : Check(text);
    }

    // The exchange is none that runs: it lends the message to the expression.
    private async ValueTask<string> EvaluateAsync(Expression key, HttpReceipt receipt, MessageId id)
    {
        var record = new MessageRecord { Flow = context.Flow, Id = id, Started = context.Time.GetUtcNow(), CorrelationId = receipt.CorrelationId };
        var exchange = new Exchange(context.Flow, id, record, context.Time) { Message = receipt.Message, Properties = receipt.Properties };
        try
        {
            return await key.EvaluateTextAsync(exchange, CancellationToken.None);
        }
        catch (FaultException e)
        {
            throw HttpSenderFaults.NoKey(e.Fault);
        }
    }

    private static string Check(string key) =>
        key.Length is > 0 and <= Longest && !ReservedHeaders.HasControls(key) ? key : throw HttpSenderFaults.NoKey(null);
}
