using Akka.Actor;

namespace IntegrationActors.Runtime.Tenants;

/// <summary>Knows which tenants there are. An entity of the region of tenants, under a name that no tenant can have.</summary>
internal sealed class TenantDirectoryActor : DecidingActor
{
    public const string Name = "$directory";

    private readonly SortedSet<string> _tenants = new(StringComparer.Ordinal);

    public TenantDirectoryActor(TimeProvider time)
    {
        Recover<DirectoryEvent.Added>(e => _tenants.Add(e.Tenant));
        Command<DirectoryCommand.List>(_ => Sender.Tell(new TenantAnswer.Names([.. _tenants])));
        Command<DirectoryCommand.Add>(add =>
        {
            if (_tenants.Contains(add.Tenant))
            {
                Sender.Tell(new TenantAnswer.Added(IsNew: false));
                return;
            }

            Persist(new DirectoryEvent.Added(add.Tenant, time.GetUtcNow()), e =>
            {
                _tenants.Add(e.Tenant);
                Sender.Tell(new TenantAnswer.Added(IsNew: true));
            });
        });
    }

    public override string PersistenceId => "tenants";
}
