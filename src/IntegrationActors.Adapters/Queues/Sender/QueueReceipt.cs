using System.Globalization;
using System.Runtime.CompilerServices;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Queues;

namespace IntegrationActors.Adapters.Queues.Sender;

/// <summary>
/// A message of a queue inside a flow. Completed and escalated runs take it out for good, a failed one plans the next try or sets it aside, one that was cut gives it back untried.
/// </summary>
internal sealed class QueueReceipt : Receipt
{
    private readonly IQueueDelivery _delivery;

    // As long as the queue was not told, it will bring the message again.
    private bool _comesAgain = true;

    private QueueReceipt(IQueueDelivery delivery) => _delivery = delivery;

    public override bool IsQueued => true;

    public static QueueReceipt Of(IQueueDelivery delivery)
    {
        var headers = delivery.Message.Headers;
        headers.Set(QueueHeaders.Retries, delivery.Retries.ToString(CultureInfo.InvariantCulture));
        headers.Set(QueueHeaders.RetryAt, Text(delivery.RetryAt));
        headers.Set(QueueHeaders.OverdueAt, Text(delivery.OverdueAt));
        headers.Set(QueueHeaders.Enqueued, Text(delivery.Enqueued));
        return new QueueReceipt(delivery)
        {
            Id = delivery.Id,
            Message = delivery.Message,
            Properties = PropertiesOf(delivery),
            CorrelationId = delivery.CorrelationId,
            Predecessor = delivery.Predecessor,
            Sender = delivery.Sender,
        };
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask SettleAsync(Settlement settlement, CancellationToken cancel)
    {
        switch (settlement.Status)
        {
            case MessageStatus.Abandoned:
                await _delivery.ReleaseAsync();
                break;
            case MessageStatus.Failed:
                var willRetry = _delivery.WillRetry;
                await _delivery.FailAsync(settlement.Fault!, cancel);
                _comesAgain = willRetry;
                break;
            default:
                await _delivery.CompleteAsync(cancel);
                _comesAgain = false;
                break;
        }
    }

    public override MessageStatus StatusInLog(MessageStatus ended) => ended == MessageStatus.Failed && _comesAgain ? MessageStatus.Retry : ended;

    public override async ValueTask ReleaseAsync()
    {
        await _delivery.ReleaseAsync();
        await Message.Body.DisposeAsync();
        if (Message.HasAttachments)
        {
            foreach (var attachment in Message.Attachments)
            {
                await attachment.Content.DisposeAsync();
            }
        }
    }

    private static PropertyMap PropertiesOf(IQueueDelivery delivery)
    {
        var properties = new PropertyMap();
        for (var i = 0; i < delivery.Properties.Count; i++)
        {
            properties.Set(delivery.Properties[i].Key, delivery.Properties[i].Value);
        }

        return properties;
    }

    private static string Text(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
