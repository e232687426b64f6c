using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using IntegrationActors.Runtime.Cells;
using IntegrationActors.Runtime.Configuration;
using IntegrationActors.Runtime.Tenants;
using IntegrationActors.Runtime.Tests.Support;

namespace IntegrationActors.Runtime.Tests.Tenants;

/// <summary>What becomes of decisions while the journal, the actor or its cell fails.</summary>
public sealed class TenantActorFaultTests : TestKit
{
    private const string Tenant = "acme";

    private static readonly CellId Cell = new(Tenant, 0, null);

    private readonly RuntimeOptions _options = new() { AskTimeout = TimeSpan.FromSeconds(4), DeployTimeout = TimeSpan.FromSeconds(30) };
    private readonly TestProbe _cells;
    private IActorRef _tenant;

    public TenantActorFaultTests()
        : base(FaultyJournal.Hocon)
    {
        _cells = CreateTestProbe();
        _tenant = Start();
        _tenant.Tell(new TenantCommand.Settle(Tenant));
        _cells.FishForMessage<CellCommand.Ensure>(e => e.Revision == 1);
        Report(1);
        ExpectMsg<TenantAnswer.Done>();
    }

    [Fact]
    public void A_decision_that_the_journal_fails_to_store_is_answered_so_and_has_not_happened()
    {
        Watch(_tenant);
        FaultyJournal.Tell(Sys, FaultyJournal.Fault.Fails);
        _tenant.Tell(Deploy("orders"));

        Assert.Contains("No space left on device", ExpectMsg<TenantAnswer.Failed>().Reason, StringComparison.Ordinal);
        ExpectTerminated(_tenant);
        FaultyJournal.Tell(Sys, FaultyJournal.Fault.None);
        _tenant = Start();
        _tenant.Tell(new TenantCommand.Find(Tenant, "orders"));
        Assert.Null(ExpectMsg<TenantAnswer.Flow>().Value);
        Assert.Equal(1, DeployAndStart("orders", 2).Version);
    }

    [Fact]
    public void A_decision_that_the_journal_rejects_is_answered_so_and_the_next_one_counts()
    {
        FaultyJournal.Tell(Sys, FaultyJournal.Fault.Rejects);
        _tenant.Tell(Deploy("orders"));

        Assert.Contains("too large", ExpectMsg<TenantAnswer.Failed>().Reason, StringComparison.Ordinal);
        FaultyJournal.Tell(Sys, FaultyJournal.Fault.None);
        Assert.Equal(1, DeployAndStart("orders", 2).Version);
    }

    [Fact]
    public void A_failure_to_store_one_decision_leaves_those_before_it_as_they_were()
    {
        DeployAndStart("orders", 2);
        Watch(_tenant);
        FaultyJournal.Tell(Sys, FaultyJournal.Fault.Fails);
        _tenant.Tell(new TenantCommand.Undeploy(Tenant, "orders", null, "me"));
        ExpectMsg<TenantAnswer.Failed>();
        ExpectTerminated(_tenant);

        FaultyJournal.Tell(Sys, FaultyJournal.Fault.None);
        _tenant = Start();
        _tenant.Tell(new TenantCommand.Pull(Tenant, Cell), TestActor);

        Assert.Equal("orders", Assert.Single(ExpectMsg<CellCommand.Desired>().Flows).Flow);
    }

    [Fact]
    public void Who_waits_for_a_version_that_is_replaced_learns_that()
    {
        var (first, second) = (CreateTestProbe(), CreateTestProbe());
        _tenant.Tell(Deploy("orders"), first);
        _tenant.Tell(Deploy("orders"), second);

        var replaced = first.ExpectMsg<TenantAnswer.Flow>().Value!;
        Report(3, Started("orders", 2));

        Assert.Equal((1, FlowStatus.Error, "version 1 was replaced by version 2 before it had started"), (replaced.Version, replaced.Status, replaced.Reason));
        Assert.Equal((2, FlowStatus.Started), (second.ExpectMsg<TenantAnswer.Flow>().Value!.Version, FlowStatus.Started));
    }

    [Fact]
    public void Who_waits_for_a_version_is_answered_when_the_actor_moves_to_another_node()
    {
        _tenant.Tell(Deploy("orders"));
        _cells.FishForMessage<CellCommand.Ensure>(e => e.Revision == 2);
        _tenant.Tell(PoisonPill.Instance);

        Assert.Equal((1, FlowStatus.Starting), (ExpectMsg<TenantAnswer.Flow>().Value!.Version, FlowStatus.Starting));
    }

    [Fact]
    public void An_answer_that_got_lost_on_the_way_to_the_cell_comes_again_when_it_pulls()
    {
        _tenant.Tell(Deploy("orders"), ActorRefs.NoSender);
        _cells.FishForMessage<CellCommand.Ensure>(e => e.Revision == 2);

        for (var i = 0; i < 2; i++)
        {
            _tenant.Tell(new TenantCommand.Pull(Tenant, Cell));
            Assert.Equal(2, ExpectMsg<CellCommand.Desired>().Revision);
        }
    }

    private static TenantCommand.Deploy Deploy(string flow) => new(Tenant, new DeployFlow(Tenant, flow, "hash", $"{flow}.flow.yaml", new Dictionary<string, string>(), null, "me"));

    private static ActualFlow Started(string flow, int version) => new() { Flow = flow, Version = version, Status = FlowStatus.Started, RunningVersion = version };

    private IActorRef Start()
    {
        Func<IActorRef> cells = () => _cells;
        return Sys.ActorOf(Props.Create(() => new TenantActor(Tenant, cells, _options, TimeProvider.System)));
    }

    private FlowDeployment DeployAndStart(string flow, long revision)
    {
        _tenant.Tell(Deploy(flow));
        _cells.FishForMessage<CellCommand.Ensure>(e => e.Revision == revision);
        Report(revision, Started(flow, 1));
        return ExpectMsg<TenantAnswer.Flow>().Value!;
    }

    private void Report(long revision, params ActualFlow[] flows) => _tenant.Tell(new TenantCommand.Report(Tenant, Cell, revision, flows), _cells);
}
