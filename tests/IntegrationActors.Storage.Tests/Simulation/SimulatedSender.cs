using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Queues;
using Microsoft.Extensions.Time.Testing;

namespace IntegrationActors.Storage.Tests.Simulation;

/// <summary>Puts messages 0, 1, 2 … into one queue, one after the other; without an acknowledgement the same again, at any node, with the same deduplication id.</summary>
internal sealed class SimulatedSender(string queue, int count, QueueWatch watch, FakeTimeProvider time)
{
    private QueueWork? _asked;
    private int _next;
    private int _attempts;

    public bool IsDone => _next == count;

    /// <summary>An answer may still come.</summary>
    public bool IsWaiting => _asked is { Node.IsDead: false };

    public void Send(QueueWork work)
    {
        _asked = work;
        var attempt = ++_attempts;
        work.Node.Enter(() => work.Track(SendAsync(work, attempt)));
    }

    private async Task SendAsync(QueueWork work, int attempt)
    {
        var number = _next;
        watch.Note($"{queue} {number} sent to {work.Node.Name}");
        try
        {
            await work.Queues.PutAsync(queue, Message(number), CancellationToken.None);
        }
        catch (FaultException)
        {
            Answered(attempt);
            return;
        }

        watch.Acknowledged(queue, number);
        if (Answered(attempt))
        {
            _next++;
        }
    }

    // The answer of an attempt that was given up is not heard.
    private bool Answered(int attempt)
    {
        var isHeard = attempt == _attempts;
        _asked = isHeard ? null : _asked;
        return isHeard;
    }

    private QueuedMessage Message(int number) => new()
    {
        Id = MessageId.Create(time.GetUtcNow()),
        Message = new Message { Body = Payload.FromText(number.ToString(System.Globalization.CultureInfo.InvariantCulture)) },
        DeduplicationId = $"{queue}-{number}",
    };
}
