using Akka.Actor;

namespace IntegrationActors.Runtime.Tenants;

/// <summary>
/// Knows which tenants there are. An entity of the region of tenants, under a name that no tenant can have. A tenant that is being deleted is listed no more, and its name is kept until
/// nothing of it is left: who deletes it again goes on where a node died.
/// </summary>
internal sealed class TenantDirectoryActor : DecidingActor
{
    public const string Name = "$directory";
    public const string JournalName = "tenants";

    private readonly TimeProvider _time;
    private SortedSet<string> _tenants = new(StringComparer.Ordinal);
    private SortedSet<string> _leaving = new(StringComparer.Ordinal);

    public TenantDirectoryActor(TimeProvider time)
    {
        _time = time;
        Recover<DirectoryEvent>(Apply);
        Command<DirectoryCommand.List>(_ => Sender.Tell(new TenantAnswer.Names([.. _tenants])));
        Command<DirectoryCommand.Add>(Add);
        Command<DirectoryCommand.Remove>(Remove);
        Command<DirectoryCommand.Forget>(Forget);
    }

    public override string PersistenceId => JournalName;

    private void Add(DirectoryCommand.Add command)
    {
        if (_leaving.Contains(command.Tenant))
        {
            Sender.Tell(new TenantAnswer.Failed($"tenant '{command.Tenant}' is being deleted; delete it again if that was interrupted"));
        }
        else if (_tenants.Contains(command.Tenant))
        {
            Sender.Tell(new TenantAnswer.Added(IsNew: false));
        }
        else
        {
            Decide(new DirectoryEvent.Added(command.Tenant, _time.GetUtcNow()), () => Sender.Tell(new TenantAnswer.Added(IsNew: true)));
        }
    }

    private void Remove(DirectoryCommand.Remove command)
    {
        if (_tenants.Contains(command.Tenant))
        {
            Decide(new DirectoryEvent.Removing(command.Tenant, command.By, _time.GetUtcNow()), () => Sender.Tell(new TenantAnswer.Done()));
        }
        else
        {
            Sender.Tell(_leaving.Contains(command.Tenant) ? new TenantAnswer.Done() : new TenantAnswer.Unknown(command.Tenant));
        }
    }

    // The whole list anew, so that what was said before, the name with it, can be taken out of the journal.
    private void Forget(DirectoryCommand.Forget command) => Decide(
        new DirectoryEvent.Restated([.. _tenants], [.. _leaving.Where(t => !string.Equals(t, command.Tenant, StringComparison.Ordinal))], _time.GetUtcNow()),
        () => Sender.Tell(new TenantAnswer.Forgotten(LastSequenceNr)));

    private void Decide(DirectoryEvent decision, Action then) => Persist(decision, e =>
    {
        Apply(e);
        then();
    });

    private void Apply(DirectoryEvent happened)
    {
        switch (happened)
        {
            case DirectoryEvent.Added e:
                _tenants.Add(e.Tenant);
                break;
            case DirectoryEvent.Removing e:
                _tenants.Remove(e.Tenant);
                _leaving.Add(e.Tenant);
                break;
            case DirectoryEvent.Restated e:
                _tenants = new(e.Tenants, StringComparer.Ordinal);
                _leaving = new(e.Leaving, StringComparer.Ordinal);
                break;
        }
    }
}
