using System.Runtime.CompilerServices;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationActors.Adapters.ProcessDirect.Receiver;

/// <summary>Calls another flow: (1) its address; (2) admission by its gate, which paces the caller; (3) its run, which this one waits for; (4) the answer becomes the message, or its fault that of the step.</summary>
public sealed class ProcessDirectReceiverAdapter : IReceiverAdapter
{
    private readonly ProcessDirectReceiverOptions _options;
    private readonly IFlowContext _context;
    private readonly PassedHeaders _answered;
    private ProcessDirectTable? _table;

    /// <summary>Checks the channel.</summary>
    /// <exception cref="DiagnosticException">IA1362: a constant address is none.</exception>
    public ProcessDirectReceiverAdapter(ProcessDirectReceiverOptions options, IFlowContext context)
    {
        (_options, _context) = (options, context);
        _answered = new PassedHeaders(options.ResponseHeaders);
        ProcessDirectAddress.Check(options.Address);
    }

    // A plan that is only being checked has none.
    public ValueTask StartAsync(CancellationToken cancel)
    {
        _table = _context.Services.GetRequiredService<ProcessDirectTable>();
        return default;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Outcome> DeliverAsync(Exchange exchange, bool expectsReply, CancellationToken cancel)
    {
        try
        {
            var address = await ProcessDirectAddress.EvaluateAsync(_options.Address, exchange, cancel);     // 1
            exchange.Log.AddReceiver($"processDirect:{address}");
            if (exchange.Hops >= ProcessDirectLimits.MostHops)
            {
                return Outcome.Failed(ProcessDirectFaults.TooDeep(address, _context.Flow.Flow));
            }

            var (entry, admission) = await EnterAsync(address, cancel);                                     // 2
            using (admission)
            {
                return await RunAsync(entry, exchange, expectsReply, cancel);
            }
        }
        catch (FaultException e)
        {
            return Outcome.Failed(e.Fault);
        }
    }

    public ValueTask DisposeAsync() => default;

    // A version that closes at this moment has a successor, or nobody has the address any more.
    private async ValueTask<(ProcessDirectEntry Entry, Admission Admission)> EnterAsync(string address, CancellationToken cancel)
    {
        var began = _context.Time.GetTimestamp();
        while (true)
        {
            if (_table!.TryFind(_context.Flow.Tenant, address, out var entry, out var change))
            {
                var admission = await entry.Inlet.EnterAsync(cancel);
                switch (admission.Kind)
                {
                    case AdmissionKind.Admitted:
                        return (entry, admission);
                    case AdmissionKind.Full:
                        throw new FaultException(ProcessDirectFaults.Full(address, entry.Flow.Flow));
                }
            }

            await WaitAsync(address, change, _options.Wait - _context.Time.GetElapsedTime(began), cancel);
        }
    }

    private async ValueTask WaitAsync(string address, Task change, TimeSpan left, CancellationToken cancel)
    {
        try
        {
            if (left > TimeSpan.Zero)
            {
                await change.WaitAsync(left, _context.Time, cancel);
                return;
            }
        }
        catch (TimeoutException)
        {
            // Nobody came.
        }

        throw new FaultException(ProcessDirectFaults.NoConsumer(address, _options.Wait));
    }

    private async ValueTask<Outcome> RunAsync(ProcessDirectEntry entry, Exchange exchange, bool expectsReply, CancellationToken cancel)
    {
        await exchange.BufferAsync(cancel);
        var receipt = new ProcessDirectReceipt(_answered, expectsReply)
        {
            Message = SharedMessage.Of(exchange.Message, entry.Headers),
            CorrelationId = exchange.Log.CorrelationId ?? exchange.Id.ToString(),
            Predecessor = exchange.Id,
            Sender = exchange.Log.Sender,
            Hops = exchange.Hops + 1,
        };
        await entry.Inlet.ProcessAsync(receipt, cancel);                                                    // 3
        if (receipt.Status != MessageStatus.Completed)
        {
            return Outcome.Failed(ProcessDirectFaults.Of(receipt.Fault, entry.Address, entry.Flow.Flow));
        }

        if (receipt.Answer is { } answer)
        {
            await TakeAsync(answer, exchange);                                                              // 4
        }

        return Outcome.Next;
    }

    private static async ValueTask TakeAsync(Message answer, Exchange exchange)
    {
        foreach (var (name, value) in answer.Headers)
        {
            exchange.Headers.Set(name, value);
        }

        if (exchange.Message.HasAttachments || answer.HasAttachments)
        {
            await ReplaceAttachmentsAsync(answer, exchange.Message);
        }

        await exchange.ReplaceBodyAsync(answer.Body);
    }

    private static async ValueTask ReplaceAttachmentsAsync(Message answer, Message message)
    {
        var before = message.Attachments.ToArray();
        message.Attachments.Clear();
        foreach (var attachment in answer.HasAttachments ? answer.Attachments : [])
        {
            message.Attachments.Add(attachment);
        }

        foreach (var attachment in before)
        {
            await attachment.Content.DisposeAsync();
        }
    }
}
