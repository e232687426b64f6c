using Akka.Actor;
using Akka.TestKit.Xunit2;
using IntegrationActors.Runtime.Tenants;
using IntegrationActors.Runtime.Tests.Support;

namespace IntegrationActors.Runtime.Tests.Tenants;

public sealed class TenantDirectoryActorTests() : TestKit(MemoryJournal.Settings)
{
    [Fact]
    public void Names_are_listed_in_order_added_once_and_there_after_a_restart()
    {
        var directory = Start();
        Assert.True(Add(directory, "zeta"));
        Assert.True(Add(directory, "acme"));
        Assert.False(Add(directory, "zeta"));

        Watch(directory);
        directory.Tell(PoisonPill.Instance);
        ExpectTerminated(directory);
        Start().Tell(new DirectoryCommand.List());

        Assert.Equal(["acme", "zeta"], ExpectMsg<TenantAnswer.Names>().Values);
    }

    private IActorRef Start() => Sys.ActorOf(Props.Create(() => new TenantDirectoryActor(TimeProvider.System)));

    private bool Add(IActorRef directory, string tenant)
    {
        directory.Tell(new DirectoryCommand.Add(tenant));
        return ExpectMsg<TenantAnswer.Added>().IsNew;
    }
}
