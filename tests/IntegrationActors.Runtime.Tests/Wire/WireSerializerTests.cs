using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;
using Akka.TestKit.Xunit2;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Runtime.Cells;
using IntegrationActors.Runtime.Configuration;
using IntegrationActors.Runtime.Tenants;
using IntegrationActors.Runtime.Wire;

namespace IntegrationActors.Runtime.Tests.Wire;

public sealed class WireSerializerTests() : TestKit(Settings())
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly Dictionary<string, string> Parameters = new() { ["url"] = "http://x" };
    private static readonly FlowVersion Version = new(3, "hash", "a.flow.yaml", Parameters, "me", Noon);

    private Serialization Serialization => Sys.Serialization;

    [Fact]
    public void Every_wire_type_is_in_the_list()
    {
        var types = typeof(IWire).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(IWire)) && t is { IsAbstract: false, IsInterface: false });

        Assert.Equal(types.OrderBy(t => t.FullName), WireTypes.Manifests.Keys.OrderBy(t => t.FullName));
    }

    [Fact]
    public void Every_wire_type_goes_to_the_own_serializer()
    {
        Assert.All(WireTypes.Manifests.Keys, type => Assert.IsType<WireSerializer>(Serialization.FindSerializerForType(type)));
    }

    [Fact]
    public void Names_on_the_wire_are_short_and_versioned()
    {
        Assert.All(WireTypes.Manifests.Values, manifest => Assert.Matches("^[a-z-]{3,24}\\.[0-9]+$", manifest));
    }

    [Fact]
    public void Each_type_comes_back_as_it_was()
    {
        Assert.All(Samples(), sample => Assert.Equal(Json(sample), Json(RoundTrip(sample))));
        Assert.Equal(WireTypes.Manifests.Count, Samples().Select(s => s.GetType()).Distinct().Count());
    }

    [Fact]
    public void What_lies_in_the_journal_or_travels_stays_as_it_is_byte_for_byte()
    {
        var golden = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Wire", "golden.txt"));

        Assert.Equal(golden, Samples().Select(s => $"{WireTypes.Manifests[s.GetType()]} {Json(s)}"));
        Assert.All(golden.Select(line => line.Split(' ', 2)), line =>
            Assert.Equal(line[1], Json(Serialization.Deserialize(Encoding.UTF8.GetBytes(line[1]), 7001, line[0]))));
    }

    [Fact]
    public void What_an_older_or_a_newer_release_wrote_under_the_same_name_is_read()
    {
        var older = (TenantState)Serialization.Deserialize("""{"isCreated":true,"revision":4}"""u8.ToArray(), 7001, "tenant-state.1");
        var actual = Assert.Single(((TenantCommand.Report)Serialization.Deserialize(
            """{"tenant":"acme","cell":{"tenant":"acme","index":0},"revision":1,"flows":[{"flow":"orders","version":1,"status":"Started"}]}"""u8.ToArray(), 7001, "report.1")).Flows);
        var newer = (TenantState)Serialization.Deserialize("""{"isCreated":true,"revision":4,"pool":"gold","flows":{},"versions":{"orders":3},"quotas":{"cpu":2}}"""u8.ToArray(), 7001, "tenant-state.1");

        Assert.Equal((true, 4L, null), (older.IsCreated, older.Revision, older.Pool));
        Assert.Empty(older.Flows);
        Assert.Empty(actual.Endpoints.Concat(actual.Diagnostics.Select(d => d.Code)).Concat(actual.Channels.Select(c => c.Channel)));
        Assert.Equal(2, older.Apply(new TenantEvent.FlowDeployed("orders", 2, "hash", "a.flow.yaml", Parameters, "me", Noon)).VersionOf("orders"));
        Assert.Equal(("gold", 3), (newer.Pool, newer.Versions["orders"]));
    }

    [Theory]
    [InlineData(typeof(object))]
    [InlineData(typeof(Uri))]
    [InlineData(typeof(Dictionary<string, object>))]
    [InlineData(typeof(FlowDeployment))]
    public void Every_other_type_is_refused_both_ways(Type type)
    {
        var serializer = Serialization.FindSerializerForType(type);

        Assert.IsType<RefusingSerializer>(serializer);
        Assert.Contains(type.ToString(), Assert.Throws<SerializationException>(() => serializer.FromBinary("{}"u8.ToArray(), type)).Message, StringComparison.Ordinal);
        Assert.Throws<SerializationException>(() => serializer.ToBinary(new Uri("http://x")));
    }

    [Fact]
    public void A_name_that_is_not_in_the_list_is_refused()
    {
        Assert.Throws<SerializationException>(() => Serialization.Deserialize("{}"u8.ToArray(), 7001, "System.Uri, System"));
    }

    private static Config Settings() => NodeConfig.Load(Path.Combine(AppContext.BaseDirectory, "hocon"), new Dictionary<string, string>(), ["akka.actor.provider=local", "akka.loggers=[\"Akka.Event.DefaultLogger\"]"]).Tree;

    private static IEnumerable<object> Samples()
    {
        var cell = new CellId("acme", 0, "gold");
        var desired = new DesiredFlow("orders", Version, Version with { Version = 2 }, new LogLevelSetting(MessageLogLevel.Trace, Noon, MessageLogLevel.Error));
        var actual = new ActualFlow
        {
            Flow = "orders",
            Version = 3,
            Status = FlowStatus.Error,
            Reason = "why",
            Diagnostics = [Diagnostic.Error("IA1001", new SourceSpan("a.flow.yaml", 4, 7, 2), "what")],
            RunningVersion = 2,
            Endpoints = ["/t/acme/http/orders"],
            Channels = [new ChannelStatus("queue:orders", ChannelState.Failed, Noon, "why")],
            InFlight = 5,
            Waiting = 6,
        };
        var state = TenantState.Empty.Apply(new TenantEvent.Created(Noon)).Apply(new TenantEvent.FlowDeployed("orders", 1, "hash", "a.flow.yaml", Parameters, "me", Noon));
        var deployment = DeploymentView.Of("acme", desired, actual, Noon.AddDays(-1));
        return
        [
            new TenantEvent.Created(Noon), new TenantEvent.FlowDeployed("orders", 3, "hash", "a.flow.yaml", Parameters, "me", Noon), new TenantEvent.FlowProved("orders", 3, Noon),
            new TenantEvent.FlowUndeployed("orders", "me", Noon), new TenantEvent.LogLevelChanged("orders", MessageLogLevel.Debug, Noon, "me", Noon),
            new TenantEvent.Assigned("gold", "me", Noon), state, new DirectoryEvent.Added("acme", Noon),
            new TenantCommand.Ensure("acme"), new TenantCommand.Settle("acme"),
            new TenantCommand.Deploy("acme", new DeployFlow("acme", "orders", "hash", "a.flow.yaml", Parameters, 2, "me")),
            new TenantCommand.Undeploy("acme", "orders", null, "me"), new TenantCommand.SetLogLevel("acme", "orders", MessageLogLevel.None, "me"),
            new TenantCommand.Assign("acme", null, "me"), new TenantCommand.List("acme"), new TenantCommand.Find("acme", "orders"), new TenantCommand.Pull("acme", cell),
            new TenantCommand.Report("acme", cell, 7, [actual]),
            new TenantAnswer.Done(), new TenantAnswer.Flow(deployment), new TenantAnswer.Flows([deployment]), new TenantAnswer.Conflict("orders", 1, 2),
            new TenantAnswer.Failed("why"), new TenantAnswer.Unknown("acme"), new TenantAnswer.Added(true), new TenantAnswer.Names(["acme"]),
            new DirectoryCommand.Add("acme"), new DirectoryCommand.List(),
            new CellCommand.Ensure(cell, 7), new CellCommand.Desired(cell, 7, [desired]), new CellCommand.Measure(cell), new CellCommand.Retire(cell),
            new TenantEvent.Deleted("me", Noon), new DirectoryEvent.Removing("acme", "me", Noon), new DirectoryEvent.Restated(["demo"], ["acme"], Noon),
            new DirectoryCommand.Remove("acme", "me"), new DirectoryCommand.Forget("acme"), new TenantCommand.Delete("acme", "me"), new TenantAnswer.Forgotten(9),
            new TenantCommand.Probe("acme", "orders", "erp"), new CellCommand.Probe(cell, "orders", null),
            new TenantAnswer.Probed(new ProbeReport([new ProbedChannel("erp", "https", ChannelDirection.Receiver, [new ProbeStep("tls", ProbeOutcome.Failed, "what", "how", "IA3945")])], ["erp"])),
        ];
    }

    private string Json(object value) => Encoding.UTF8.GetString(Serialization.FindSerializerFor(value).ToBinary(value));

    private object RoundTrip(object value)
    {
        var serializer = (SerializerWithStringManifest)Serialization.FindSerializerFor(value);
        return Serialization.Deserialize(serializer.ToBinary(value), serializer.Identifier, serializer.Manifest(value));
    }
}
