using Akka.Persistence;

namespace IntegrationActors.Runtime.Tenants;

/// <summary>
/// An actor whose decisions are durable before anything follows them. One that can't be stored is answered as such: nothing has happened then. After a failure of the journal
/// the actor stops, since it can't know what was written; the next message for it reads the journal anew.
/// </summary>
internal abstract class DecidingActor : ReceivePersistentActor
{
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        base.OnPersistFailure(cause, @event, sequenceNr);
        Refuse(cause);
    }

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        base.OnPersistRejected(cause, @event, sequenceNr);
        Refuse(cause);
    }

    // A snapshot only makes the next start faster.
    protected void IgnoreFailedSnapshots()
    {
        Command<SaveSnapshotFailure>(_ => { });
        Command<DeleteSnapshotsSuccess>(_ => { });
        Command<DeleteSnapshotsFailure>(_ => { });
    }

    private void Refuse(Exception cause) => Sender.Tell(new TenantAnswer.Failed($"the decision could not be stored in the journal of the cluster: {cause.Message}"), Self);
}
