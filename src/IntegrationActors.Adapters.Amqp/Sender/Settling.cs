using Amqp;
using Amqp.Framing;
using IntegrationActors.Adapters.Amqp.Messages;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;
using Outcome = Amqp.Framing.Outcome;

namespace IntegrationActors.Adapters.Amqp.Sender;

/// <summary>How messages of one link are settled.</summary>
internal sealed class Settling(AmqpInlet inlet, AmqpSenderOptions options, IFlowContext context, FailedDeliveries failures)
{
    private const string ProcessingFailed = "integration-actors:processing-failed";

    private readonly AmqpRetryOptions _retry = options.Retry ?? new AmqpRetryOptions();

    public bool WantsReply(ReceivedMessage message) => !options.DisableReplyTo && message.ReplyTo is not null;

    /// <summary>Takes a message for good.</summary>
    /// <exception cref="FaultException">IA3898: the broker was not told.</exception>
    public void Accept(in ArrivedMessage arrived, ReceivedMessage message)
    {
        if (!failures.IsEmpty)
        {
            failures.Forget(IdentityOf(arrived, message));
        }

        Settle(arrived, new Accepted(), "processed");
    }

    /// <summary>Gives a message back as if it had not come.</summary>
    public void Release(in ArrivedMessage arrived) => inlet.TrySettle(arrived.Delivery, new Released());

    /// <summary>For good: it can't be processed, whoever tries.</summary>
    /// <exception cref="FaultException">IA3898: the broker was not told.</exception>
    public void Refuse(in ArrivedMessage arrived, Fault fault) => Settle(arrived, RejectedOver(fault, fault.Code == AmqpFaults.Unreadable ? ErrorCode.DecodeError : ProcessingFailed), "refused");

    /// <summary>Gives a failed message back after the pause, or for good when its tries are used up.</summary>
    /// <returns>Whether it comes again.</returns>
    /// <exception cref="FaultException">IA3898: the broker was not told.</exception>
    public bool Fail(in ArrivedMessage arrived, ReceivedMessage message, Fault fault)
    {
        var identity = IdentityOf(arrived, message);
        var tries = Math.Max(message.FailedDeliveries, failures.Of(identity)) + 1;
        if ((_retry.Attempts > 0 && tries >= _retry.Attempts) || _retry.Outcome == AmqpFailureOutcome.Rejected)
        {
            failures.Forget(identity);
            Settle(arrived, _retry is { Finally: AmqpFinalOutcome.Undeliverable, Outcome: not AmqpFailureOutcome.Rejected } && inlet.KnowsModified
                ? new Modified { DeliveryFailed = true, UndeliverableHere = true }
                : RejectedOver(fault, ProcessingFailed), "tried for the last time");
            return false;
        }

        failures.Add(identity);
        _ = GiveBackAsync(arrived);
        return true;
    }

    /// <summary>Sends what the flow made of a message to whoever asked for it.</summary>
    /// <exception cref="FaultException">IA3897: it could not be sent.</exception>
    public async ValueTask ReplyAsync(ReceivedMessage request, Exchange exchange, CancellationToken cancel)
    {
        var address = request.ReplyTo!;
        try
        {
            var answer = await SentMessage.OfAsync(exchange, SentForm.Answer, cancel);
            answer.Properties.To = address;
            answer.Properties.SetMessageId(Guid.NewGuid().ToString("D"));
            answer.Properties.SetCorrelationId(request.RawCorrelationId ?? request.RawMessageId);
            await using var outlet = await Receiver.AmqpOutlet.OpenAsync(inlet.Connection, new Target { Address = address }, cancel);
            await outlet.SendAsync(answer, options.Timeout, context.Time, cancel);
        }
        catch (FaultException e)
        {
            throw new FaultException(AmqpFaults.ReplyLost, $"The message was processed, but its answer did not reach '{address}': {e.Fault.Message}", "Whoever asked may ask again, and the message is processed again then.", e);
        }
    }

    private static string IdentityOf(in ArrivedMessage arrived, ReceivedMessage message) => message.MessageId is { Length: > 0 } id ? id : ContentIdentity.Of(arrived.Content.Bytes.Span);

    private async Task GiveBackAsync(ArrivedMessage arrived)
    {
        await Task.Delay(_retry.Pause, context.Time, inlet.Halting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        inlet.TrySettle(arrived.Delivery, _retry.Outcome == AmqpFailureOutcome.Modified && inlet.KnowsModified ? new Modified { DeliveryFailed = true } : new Released());
    }

    private void Settle(in ArrivedMessage arrived, Outcome outcome, string what)
    {
        if (!inlet.TrySettle(arrived.Delivery, outcome))
        {
            throw new FaultException(AmqpFaults.NotSettled, $"The message was {what}, but {inlet.Shown} could not be told: the connection is gone.", "The broker will bring it again; let the flow find out what comes twice (idempotent).");
        }
    }

    private static Rejected RejectedOver(Fault fault, string condition) => new() { Error = new Error(condition) { Description = $"{fault.Code}: the flow could not process the message" } };
}
