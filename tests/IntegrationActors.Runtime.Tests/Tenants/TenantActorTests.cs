using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Runtime.Cells;
using IntegrationActors.Runtime.Configuration;
using IntegrationActors.Runtime.Tests.Support;
using IntegrationActors.Runtime.Tenants;
using Microsoft.Extensions.Time.Testing;

namespace IntegrationActors.Runtime.Tests.Tenants;

public sealed class TenantActorTests : TestKit
{
    private const string Tenant = "acme";

    private static readonly CellId Cell = new(Tenant, 0, null);
    private static readonly Dictionary<string, string> Parameters = new() { ["url"] = "http://x" };

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private readonly RuntimeOptions _options = new() { SnapshotEvery = 3, AskTimeout = TimeSpan.FromSeconds(4), DeployTimeout = TimeSpan.FromSeconds(5) };
    private readonly TestProbe _cells;
    private IActorRef _tenant;

    public TenantActorTests()
        : base(MemoryJournal.Settings)
    {
        _cells = CreateTestProbe();
        _tenant = Start();
    }

    [Fact]
    public void A_tenant_that_was_not_created_takes_no_decision()
    {
        _tenant.Tell(Deploy("orders"));

        Assert.Equal(Tenant, ExpectMsg<TenantAnswer.Unknown>().Tenant);
    }

    [Fact]
    public void A_deployment_is_answered_when_the_cell_has_started_it()
    {
        Create();
        _tenant.Tell(Deploy("orders"));
        var revision = _cells.FishForMessage<CellCommand.Ensure>(e => e.Revision == 2).Revision;
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));

        Report(revision, Started("orders", 1) with { Endpoints = ["/t/acme/http/orders"] });

        var flow = ExpectMsg<TenantAnswer.Flow>().Value!;
        Assert.Equal((Tenant, "orders", 1, "hash", "orders.flow.yaml", "me"), (flow.Tenant, flow.Flow, flow.Version, flow.Artifact, flow.File, flow.DeployedBy));
        Assert.Equal((FlowStatus.Started, 1, _time.GetUtcNow(), MessageLogLevel.Info), (flow.Status, flow.RunningVersion, flow.DeployedAt, flow.LogLevel));
        Assert.Equal(["/t/acme/http/orders"], flow.Endpoints);
    }

    [Fact]
    public void A_deployment_that_fails_is_answered_with_its_findings_and_what_still_runs()
    {
        Create();
        DeployAndStart("orders", 1);
        _tenant.Tell(Deploy("orders"));
        var finding = Diagnostic.Error("IA1001", new SourceSpan("orders.flow.yaml", 4, 7), "wrong");

        Report(3, new ActualFlow { Flow = "orders", Version = 2, Status = FlowStatus.Error, Reason = "wrong", Diagnostics = [finding], RunningVersion = 1 });

        var flow = ExpectMsg<TenantAnswer.Flow>().Value!;
        Assert.Equal((2, FlowStatus.Error, "wrong", 1), (flow.Version, flow.Status, flow.Reason, flow.RunningVersion));
        Assert.Equal(finding, Assert.Single(flow.Diagnostics));
    }

    [Fact]
    public void A_deployment_that_takes_too_long_is_answered_as_Starting()
    {
        Create();

        _tenant.Tell(new TenantCommand.Deploy(Tenant, Wish("orders")));

        Assert.Equal(FlowStatus.Starting, ExpectMsg<TenantAnswer.Flow>(_options.DeployTimeout * 3).Value!.Status);
    }

    [Fact]
    public void A_cell_pulls_all_flows_with_the_last_version_that_ran()
    {
        Create();
        DeployAndStart("orders", 1);
        _tenant.Tell(Deploy("orders"));
        _tenant.Tell(new TenantCommand.Pull(Tenant, Cell));

        var desired = ExpectMsg<CellCommand.Desired>();

        var flow = Assert.Single(desired.Flows);
        Assert.Equal((3L, 2, 1), (desired.Revision, flow.Current.Version, flow.LastGood!.Version));
    }

    [Fact]
    public void Only_the_expected_version_is_replaced()
    {
        Create();
        _tenant.Tell(new TenantCommand.Deploy(Tenant, Wish("orders") with { IfVersion = 1 }));
        Assert.Equal(new TenantAnswer.Conflict("orders", 1, 0), ExpectMsg<TenantAnswer.Conflict>());

        DeployAndStart("orders", 1);
        _tenant.Tell(new TenantCommand.Undeploy(Tenant, "orders", 7, "me"));
        Assert.Equal(new TenantAnswer.Conflict("orders", 7, 1), ExpectMsg<TenantAnswer.Conflict>());
    }

    [Fact]
    public void A_version_is_never_used_twice_not_even_after_an_undeploy()
    {
        Create();
        DeployAndStart("orders", 1);
        _tenant.Tell(new TenantCommand.Undeploy(Tenant, "orders", 1, "me"));
        Assert.Equal(FlowStatus.Stopping, ExpectMsg<TenantAnswer.Flow>().Value!.Status);

        _tenant.Tell(new TenantCommand.Deploy(Tenant, Wish("orders") with { IfVersion = 0 }));
        Report(4, Started("orders", 2));

        Assert.Equal(2, ExpectMsg<TenantAnswer.Flow>().Value!.Version);
    }

    [Theory]
    [InlineData(MessageLogLevel.Trace, 10)]
    [InlineData(MessageLogLevel.Debug, 24 * 60)]
    public void A_high_log_level_ends_by_itself_and_the_level_before_it_holds_again(MessageLogLevel level, int minutes)
    {
        Create();
        DeployAndStart("orders", 1);
        SetLogLevel("orders", MessageLogLevel.Error);

        var set = SetLogLevel("orders", level);
        _time.Advance(TimeSpan.FromMinutes(minutes));
        var later = Find("orders");

        Assert.Equal((level, _time.GetUtcNow()), (set.LogLevel, set.LogLevelUntil));
        Assert.Equal((MessageLogLevel.Error, null), (later.LogLevel, later.LogLevelUntil));
    }

    [Fact]
    public void The_log_level_stays_on_redeploy_and_goes_with_an_undeploy()
    {
        Create();
        DeployAndStart("orders", 1);
        SetLogLevel("orders", MessageLogLevel.None);
        DeployAndStart("orders", 2);
        Assert.Equal(MessageLogLevel.None, Find("orders").LogLevel);

        _tenant.Tell(new TenantCommand.Undeploy(Tenant, "orders", null, "me"));
        ExpectMsg<TenantAnswer.Flow>();
        DeployAndStart("orders", 3);

        Assert.Equal(MessageLogLevel.Info, Find("orders").LogLevel);
    }

    [Fact]
    public void Everything_decided_is_there_after_a_restart_with_snapshots()
    {
        Create();
        DeployAndStart("a", 1);
        DeployAndStart("b", 1);
        DeployAndStart("b", 2);
        SetLogLevel("a", MessageLogLevel.Trace);
        var before = List();

        Watch(_tenant);
        _tenant.Tell(PoisonPill.Instance);
        ExpectTerminated(_tenant);
        _tenant = Start();
        Report(6, Started("a", 1), Started("b", 2));

        Assert.Equal(before.Select(Key), List().Select(Key));
        Assert.Equal(["a", "b"], before.Select(f => f.Flow));
    }

    [Fact]
    public void Flows_that_do_not_exist_are_answered_with_nothing()
    {
        Create();

        foreach (var question in new TenantCommand[]
        {
            new TenantCommand.Find(Tenant, "x"), new TenantCommand.Undeploy(Tenant, "x", null, "me"), new TenantCommand.SetLogLevel(Tenant, "x", MessageLogLevel.Info, "me"),
        })
        {
            _tenant.Tell(question);
            Assert.Null(ExpectMsg<TenantAnswer.Flow>().Value);
        }
    }

    [Fact]
    public void A_question_is_answered_with_the_counters_of_this_moment()
    {
        Create();
        DeployAndStart("orders", 1);
        _tenant.Tell(new TenantCommand.List(Tenant));
        _cells.FishForMessage<CellCommand.Measure>(_ => true);

        _cells.Reply(new TenantCommand.Report(Tenant, Cell, 2, [Started("orders", 1) with { InFlight = 4, Waiting = 5 }]));

        var flow = Assert.Single(ExpectMsg<TenantAnswer.Flows>().Values);
        Assert.Equal((4, 5), (flow.InFlight, flow.Waiting));
    }

    [Fact]
    public void A_tenant_is_settled_when_every_flow_has_started_or_failed()
    {
        Create();
        _tenant.Tell(Deploy("a"), _cells);
        _tenant.Tell(Deploy("b"), _cells);
        _tenant.Tell(new TenantCommand.Settle(Tenant));

        Report(3, Started("a", 1), new ActualFlow { Flow = "b", Version = 1, Status = FlowStatus.Starting });
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Report(3, Started("a", 1), new ActualFlow { Flow = "b", Version = 1, Status = FlowStatus.Error });

        ExpectMsg<TenantAnswer.Done>();
    }

    [Fact]
    public void A_tenant_that_moves_to_a_pool_gets_another_cell_and_hears_no_more_of_the_old_one()
    {
        Create();
        DeployAndStart("orders", 1);
        _tenant.Tell(new TenantCommand.Assign(Tenant, "gold", "me"));
        ExpectMsg<TenantAnswer.Done>();

        Assert.Equal(Cell, _cells.FishForMessage<CellCommand.Retire>(_ => true).Cell);
        Assert.Equal(new CellId(Tenant, 0, "gold"), _cells.ExpectMsg<CellCommand.Ensure>().Cell);
        Report(3, Started("orders", 1));
        Assert.Equal(FlowStatus.Starting, Find("orders").Status);
    }

    private static object Key(FlowDeployment flow) => (flow.Flow, flow.Version, flow.Artifact, flow.LogLevel, flow.LogLevelUntil, flow.DeployedAt, flow.DeployedBy, flow.Parameters["url"]);

    private static DeployFlow Wish(string flow) => new(Tenant, flow, "hash", $"{flow}.flow.yaml", Parameters, null, "me");

    private static TenantCommand.Deploy Deploy(string flow) => new(Tenant, Wish(flow));

    private static ActualFlow Started(string flow, int version) => new() { Flow = flow, Version = version, Status = FlowStatus.Started, RunningVersion = version };

    private IActorRef Start()
    {
        Func<IActorRef> cells = () => _cells;
        return Sys.ActorOf(Props.Create(() => new TenantActor(Tenant, cells, _options, _time)));
    }

    private void Create()
    {
        _tenant.Tell(new TenantCommand.Settle(Tenant));
        _cells.FishForMessage<CellCommand.Ensure>(e => e.Cell == Cell);
        Report(1);
        ExpectMsg<TenantAnswer.Done>();
    }

    private void DeployAndStart(string flow, int version)
    {
        _tenant.Tell(Deploy(flow));
        var revision = _cells.FishForMessage<CellCommand.Ensure>(_ => true).Revision;
        Report(revision, Started(flow, version));
        Assert.Equal(version, ExpectMsg<TenantAnswer.Flow>().Value!.Version);
    }

    private void Report(long revision, params ActualFlow[] flows) => _tenant.Tell(new TenantCommand.Report(Tenant, Cell, revision, flows), _cells);

    private FlowDeployment SetLogLevel(string flow, MessageLogLevel level)
    {
        _tenant.Tell(new TenantCommand.SetLogLevel(Tenant, flow, level, "me"));
        var answer = ExpectMsg<TenantAnswer.Flow>().Value!;
        _cells.FishForMessage<CellCommand.Ensure>(_ => true);
        return answer;
    }

    private FlowDeployment Find(string flow)
    {
        _tenant.Tell(new TenantCommand.Find(Tenant, flow));
        return ExpectMsg<TenantAnswer.Flow>(_options.AskTimeout).Value!;
    }

    private IReadOnlyList<FlowDeployment> List()
    {
        _tenant.Tell(new TenantCommand.List(Tenant));
        return ExpectMsg<TenantAnswer.Flows>(_options.AskTimeout).Values;
    }
}
