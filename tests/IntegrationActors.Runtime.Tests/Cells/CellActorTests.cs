using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using IntegrationActors.Runtime.Cells;
using IntegrationActors.Runtime.Configuration;
using IntegrationActors.Runtime.Flows;
using IntegrationActors.Runtime.Tenants;
using IntegrationActors.Runtime.Tests.Support;

namespace IntegrationActors.Runtime.Tests.Cells;

public sealed class CellActorTests : TestKit
{
    private static readonly CellId Id = new("acme", 0, null);

    private readonly TestProbe _tenants;
    private readonly TestProbe _flows;
    private readonly IActorRef _cell;

    public CellActorTests()
        : base(Patience.Hocon + "akka.loglevel = OFF")
    {
        _tenants = CreateTestProbe();
        _flows = CreateTestProbe();
        var flows = _flows.Ref;
        Func<string, Props> props = _ => Props.Create(() => new FlowDouble(flows));
        var options = new RuntimeOptions { RetryMin = TimeSpan.FromMilliseconds(100) };
        _cell = Sys.ActorOf(Props.Create(() => new CellActor(Id, _tenants, props, options)));
    }

    [Fact]
    public void A_cell_asks_until_it_knows_what_to_run()
    {
        Assert.Equal(Id, _tenants.ExpectMsg<TenantCommand.Pull>().Cell);
        _tenants.ExpectMsg<TenantCommand.Pull>();
    }

    [Fact]
    public void Each_flow_gets_an_actor_and_is_told_what_is_wanted()
    {
        Want(1, Flow("a", 1), Flow("b", 1));

        Assert.Equal(["a", "b"], new[] { ExpectRun().Flow, ExpectRun().Flow }.Order());
    }

    [Fact]
    public void An_older_revision_changes_nothing()
    {
        Want(5, Flow("a", 2));
        ExpectRun();

        Want(4, Flow("a", 1));

        _flows.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void A_cell_that_is_behind_pulls_and_one_that_is_not_reports()
    {
        Want(1, Flow("a", 1));
        ExpectRun();
        _tenants.FishForMessage<TenantCommand.Report>(r => r.Revision == 1);

        _cell.Tell(new CellCommand.Ensure(Id, 1));
        _tenants.ExpectMsg<TenantCommand.Report>();
        _cell.Tell(new CellCommand.Ensure(Id, 2));
        _tenants.ExpectMsg<TenantCommand.Pull>();
    }

    [Fact]
    public void What_a_flow_does_is_reported()
    {
        Want(1, Flow("a", 1));
        ExpectRun();

        Say("a", FlowStatus.Started);

        var report = _tenants.FishForMessage<TenantCommand.Report>(r => r.Flows is [{ Status: FlowStatus.Started }]);
        Assert.Equal(1L, report.Revision);
    }

    [Fact]
    public void A_flow_that_is_no_more_wanted_is_stopped_and_forgotten_when_it_is_gone()
    {
        Want(1, Flow("a", 1));
        ExpectRun();
        Say("a", FlowStatus.Started);
        Want(2);
        _flows.ExpectMsg<FlowCommand.Stop>();

        _flows.LastSender.Tell(new FlowReport.Gone("a"));

        _tenants.FishForMessage<TenantCommand.Report>(r => r.Revision == 2 && r.Flows.Count == 0);
    }

    [Fact]
    public void A_flow_whose_actor_fails_is_started_again_and_touches_no_other()
    {
        Want(1, Flow("a", 1), Flow("b", 1));
        ExpectRun();
        ExpectRun();
        Say("b", FlowStatus.Started);

        _flows.LastSender.Tell("fail");

        _tenants.FishForMessage<TenantCommand.Report>(r => r.Flows.Any(f => f.Status == FlowStatus.Error));
        ExpectRun();
        _flows.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void A_cell_that_has_to_stop_waits_for_its_flows()
    {
        Want(1, Flow("a", 1));
        ExpectRun();
        Watch(_cell);

        _cell.Tell(StopCell.Instance);
        _flows.ExpectMsg<FlowCommand.Stop>();
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        _flows.LastSender.Tell(new FlowReport.Gone("a"));

        ExpectTerminated(_cell);
    }

    [Fact]
    public void A_cell_without_flows_stops_at_once()
    {
        Watch(_cell);

        _cell.Tell(StopCell.Instance);

        ExpectTerminated(_cell);
    }

    private static DesiredFlow Flow(string name, int version) => new(
        name, new FlowVersion(version, "hash", $"{name}.flow.yaml", new Dictionary<string, string>(), "me", DateTimeOffset.UnixEpoch), null, LogLevelSetting.Default);

    private void Want(long revision, params DesiredFlow[] flows) => _cell.Tell(new CellCommand.Desired(Id, revision, flows));

    private DesiredFlow ExpectRun() => _flows.ExpectMsg<FlowCommand.Run>().Desired;

    private void Say(string flow, FlowStatus status) => _flows.LastSender.Tell(new FlowReport.Changed(new ActualFlow { Flow = flow, Version = 1, Status = status }, null));

    /// <summary>Hands what the cell says to the test, and what the test says to the cell.</summary>
    private sealed class FlowDouble : ReceiveActor
    {
        public FlowDouble(IActorRef test)
        {
            Receive<FlowCommand>(command => test.Tell(command, Self));
            Receive<FlowReport>(report => Context.Parent.Tell(report, Self));
            Receive<string>(_ => throw new InvalidOperationException("failed"));
        }
    }
}
