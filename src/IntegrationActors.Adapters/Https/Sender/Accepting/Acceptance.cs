using System.Runtime.CompilerServices;
using IntegrationActors.Adapters.Queues;
using IntegrationActors.Adapters.Queues.Sender;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores.Queues;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationActors.Adapters.Https.Sender.Accepting;

/// <summary>
/// Answers 202 when a message is stored, and runs it from there: (1) the body is read completely; (2) its id, against a second one of the same; (3) the commit in the queue of the
/// channel; (4) the answer, with the id under which the run will be found. The flow takes the messages from the queue as it has room.
/// </summary>
internal sealed class Acceptance(AcceptedOptions options, IFlowContext context)
{
    private readonly DeduplicationKey _key = new(options.DeduplicationId, context);
    private IQueues _queues = null!;

    /// <summary>Where the messages wait.</summary>
    public string Queue { get; } = options.Queue ?? $"in.{context.Flow.Flow}";

    /// <summary>Makes the queue; call before requests come.</summary>
    /// <exception cref="Core.Diagnostics.DiagnosticException">IA1360: the name of the flow is too long for a queue.</exception>
    public ValueTask PrepareAsync(CancellationToken cancel)
    {
        if (!QueueNames.IsValid(Queue))
        {
            throw Finding.Of(QueueNames.BadName, $"the queue of the channel would be '{Queue}'; give it a name with accepted: {{ queue: … }}: it {QueueNames.Rule}");
        }

        _queues = context.Stores.Queues;
        return _queues.DeclareAsync(new QueueDeclaration(Queue, QueueAccess.NonExclusive), cancel);
    }

    /// <summary>Runs what is in the queue.</summary>
    public IChannelStream Start(IFlowInlet inlet)
    {
        var consumer = new QueueConsumerOptions { Concurrency = options.Concurrency, Retry = QueueRetryOptions.PlanOf(options.Retry) };
        return context.Services.GetRequiredService<IChannelStreams>().Start(QueueNames.Shown(Queue), new QueueSource(_queues, Queue, consumer), inlet);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask AcceptAsync(HttpReceipt receipt)
    {
        try
        {
            await receipt.Message.Body.BufferAsync(CancellationToken.None);                         // 1
            var message = await MessageAsync(receipt);                                              // 2
            var put = await _queues.PutAsync(Queue, message, CancellationToken.None);               // 3
            var response = receipt.Context.Response;                                                // 4
            response.StatusCode = StatusCodes.Status202Accepted;
            response.Headers[ReservedHeaders.LogId] = put.Id.ToString();
            response.ContentLength = 0;
        }
        catch (FaultException e)
        {
            await RefusalOf(e.Fault).WriteAsync(receipt.Context);
        }
        catch (IOException)
        {
            // The spool file of a large body can't be written.
            await Refusal.NotStored.WriteAsync(receipt.Context);
        }
        finally
        {
            await receipt.Message.Body.DisposeAsync();
        }
    }

    private async ValueTask<QueuedMessage> MessageAsync(HttpReceipt receipt)
    {
        var id = MessageId.Create(context.Time.GetUtcNow());
        return new QueuedMessage
        {
            Id = id,
            Message = receipt.Message,
            Properties = QueuedProperties.Of(receipt.Properties),
            CorrelationId = receipt.CorrelationId,
            Sender = receipt.Sender,
            DeduplicationId = await _key.OfAsync(receipt, id),
            RememberFor = options.RememberFor,
            OverdueAfter = options.OverdueAfter,
            ExpiresAfter = options.ExpiresAfter,
        };
    }

    private static Refusal RefusalOf(Fault fault) => fault switch
    {
        { Code: HttpSenderFaults.Paused or HttpSenderFaults.BrokenBody } => Refusal.BrokenBody(fault.ResponseStatus ?? StatusCodes.Status400BadRequest),
        { Code: HttpSenderFaults.BadKey } => Refusal.BadKey,
        { ResponseStatus: StatusCodes.Status507InsufficientStorage } => Refusal.StorageFull,
        _ => Refusal.NotStored,
    };
}
