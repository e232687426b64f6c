using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;

namespace IntegrationActors.Runtime.Tests.Support;

/// <summary>A journal that can be told to fail (its disk is gone) or to reject what it gets (one event is not to its liking).</summary>
public sealed class FaultyJournal : Akka.Persistence.Journal.MemoryJournal
{
    public const string Hocon = Patience.Hocon + """
        akka.loglevel = OFF
        akka.persistence.journal.plugin = "faulty"
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        faulty.class = "IntegrationActors.Runtime.Tests.Support.FaultyJournal, IntegrationActors.Runtime.Tests"
        """;

    private Fault _fault;

    public enum Fault
    {
        None,
        Fails,
        Rejects,
    }

    public static void Tell(ActorSystem system, Fault fault) => Persistence.Instance.Apply(system).JournalFor(null).Tell(fault);

    protected override bool ReceivePluginInternal(object message)
    {
        if (message is Fault fault)
        {
            _fault = fault;
            return true;
        }

        return base.ReceivePluginInternal(message);
    }

    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken) => _fault switch
    {
        Fault.Fails => Task.FromException<IImmutableList<Exception>>(new IOException("No space left on device")),
        Fault.Rejects => Task.FromResult<IImmutableList<Exception>>([.. messages.Select(_ => new InvalidOperationException("too large"))]),
        _ => base.WriteMessagesAsync(messages, cancellationToken),
    };
}
