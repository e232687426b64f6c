using System.Text.Json.Nodes;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Management.Tests;
using IntegrationActors.Management.Tests.Flows;

namespace IntegrationActors.Cli.Tests.Commands;

public sealed class FlowCommandsTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = TemporaryFolder.Create();
    private ManagementHost _host = null!;
    private Ia _ia = null!;

    public async Task InitializeAsync()
    {
        _host = await ManagementHost.StartAsync();
        _ia = new Ia(_host);
        await _ia.RunAsync("apply", "-f", _folder.Write("orders.flow.yaml", FlowTexts.WithParameters), "--set", "region=EU");
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Lists_flows_as_table_json_yaml_and_names()
    {
        var table = await _ia.RunAsync("get", "flows");
        var json = await _ia.RunAsync("get", "flows", "-o", "json");
        var yaml = await _ia.RunAsync("get", "flow", "-o", "yaml");
        var names = await _ia.RunAsync("get", "flows", "-o", "name");

        Assert.Matches(@"^NAME +VERSION +STATUS +RUNNING +LOG +ENDPOINTS +DEPLOYED *\norders +1 +Started +1 +Info +/t/demo/http/orders +1970-01-01 00:00:00.000Z *\n$", table.Output);
        Assert.Equal("orders", (string?)JsonNode.Parse(json.Output)!["items"]![0]!["name"]);
        Assert.StartsWith("items:\n  - name: orders\n    version: 1\n    status: Started\n", yaml.Output);
        Assert.Equal("orders\n", names.Output);
    }

    [Fact]
    public async Task Lists_those_that_are_named()
    {
        await _ia.RunAsync("apply", "-f", _folder.Write("more/invoices.flow.yaml", FlowTexts.Orders.Replace("orders", "invoices")));

        var one = await _ia.RunAsync("get", "flow", "invoices", "-o", "name");
        var none = await _ia.RunAsync("get", "flows", "nothing");

        Assert.Equal(new Ia.Result(ExitCode.Fine, "invoices\n", ""), one);
        Assert.Equal(new Ia.Result(ExitCode.Negative, "", "there is no flow 'nothing'\n"), none);
    }

    [Fact]
    public async Task An_empty_list_says_so_where_it_does_not_disturb()
    {
        var result = await _ia.RunAsync("get", "clients");

        Assert.Equal(new Ia.Result(ExitCode.Fine, "", "none\n"), result);
    }

    [Fact]
    public async Task Describes_a_flow_with_its_parameters()
    {
        var result = await _ia.RunAsync("describe", "flow", "orders");

        Assert.Contains("Status:           Started\n", result.Output);
        Assert.Contains("  param region = EU\n", result.Output);
        Assert.Contains("by local", result.Output);
    }

    [Fact]
    public async Task Tells_why_a_channel_fetches_nothing_and_when_it_tries_again()
    {
        var result = await _ia.RunAsync("describe", "flow", "orders");

        Assert.Contains("  channel sftp:sftp.example.com/out Failed since ", result.Output);
        Assert.Contains(": IA3804: refused Next try ", result.Output);
    }

    [Fact]
    public async Task Lists_channels_with_why_and_when()
    {
        var result = await _ia.RunAsync("get", "channels");

        Assert.Matches(@"^FLOW +CHANNEL +STATE +SINCE +NEXT TRY +REASON +ACTIVITY\norders +/t/demo/http/orders +Connected\n", result.Output);
        Assert.Matches(@"\norders +sftp:sftp.example.com/out +Failed +1970-01-01 00:00:00.000Z +1970-01-01 00:15:00.000Z +IA3804: refused\n$", result.Output);
    }

    [Fact]
    public async Task Tests_channels_and_says_which_layer_failed()
    {
        _host.Control.Probed = new ProbeReport(
            [new ProbedChannel("erp", "https", ChannelDirection.Receiver, [ProbeStep.Passed(ProbeLayers.Name, "erp is 10.0.0.1"), new ProbeStep(ProbeLayers.Tcp, ProbeOutcome.Failed, "refused", "check the port", "IA3944")])],
            ["erp"]);

        var result = await _ia.RunAsync("check", "orders", "erp");
        var unknown = await _ia.RunAsync("check", "orders", "crm");

        Assert.Equal(new Ia.Result(ExitCode.Negative, "erp (https, Receiver)\n  ok      name        erp is 10.0.0.1\n  FAILED  tcp         IA3944: refused\n                      check the port\n", ""), result);
        Assert.Equal((ExitCode.Negative, "IA2004: flow 'orders' has no channel 'crm'; it has erp\n"), (unknown.ExitCode, unknown.Error));
    }

    [Fact]
    public async Task What_is_not_there_has_code_1()
    {
        var result = await _ia.RunAsync("describe", "flow", "invoices");

        Assert.Equal(ExitCode.Negative, result.ExitCode);
        Assert.Equal("IA2004: flow 'invoices' is not deployed in tenant 'demo'\n", result.Error);
    }

    [Fact]
    public async Task Another_tenant_is_another_world()
    {
        await _ia.RunAsync("create", "tenant", "acme");

        var other = await _ia.RunAsync("get", "flows", "--tenant", "acme");
        _ia["IA_TENANT"] = "nobody";
        var unknown = await _ia.RunAsync("get", "flows");

        Assert.Equal("none\n", other.Error);
        Assert.Equal("IA2004: there is no tenant 'nobody'\n", unknown.Error);
    }

    [Fact]
    public async Task Takes_a_flow_out()
    {
        var result = await _ia.RunAsync("delete", "flow", "orders");

        Assert.Equal("flow orders is being taken out\n", result.Error);
        Assert.Null(await _host.Control.FindFlowAsync("demo", "orders", default));
    }

    [Fact]
    public async Task Switches_the_log_level_and_tracing()
    {
        var debug = await _ia.RunAsync("log-level", "orders", "DEBUG");
        var trace = await _ia.RunAsync("trace", "orders");

        Assert.Equal("flow orders logs at Debug\n", debug.Error);
        Assert.StartsWith("flow orders logs at Trace\n", trace.Error);
    }

    [Fact]
    public async Task Diff_shows_what_apply_would_change()
    {
        var same = await _ia.RunAsync("diff", "-f", System.IO.Path.Combine(_folder.Path, "orders.flow.yaml"));
        _folder.Write("orders.flow.yaml", FlowTexts.WithParameters.Replace("1010", "2020"));
        var changed = await _ia.RunAsync("diff", "-f", System.IO.Path.Combine(_folder.Path, "orders.flow.yaml"));

        Assert.Equal(new Ia.Result(ExitCode.Fine, "", ""), same);
        Assert.Equal(ExitCode.Negative, changed.ExitCode);
        Assert.StartsWith("--- deployed/orders.flow.yaml\n+++ local/orders.flow.yaml\n@@ -1,7 +1,7 @@\n", changed.Output);
        Assert.Contains("\n-  company: { default: \"1010\"", changed.Output);
        Assert.Contains("\n+  company: { default: \"2020\"", changed.Output);
    }

    [Fact]
    public async Task Diff_of_a_flow_that_is_not_deployed_is_all_new()
    {
        var result = await _ia.RunAsync("diff", "-f", _folder.Write("new.flow.yaml", FlowTexts.Orders.Replace("orders", "new")));

        Assert.Equal(ExitCode.Negative, result.ExitCode);
        Assert.StartsWith("--- /dev/null\n+++ local/new.flow.yaml\n@@ -0,0 +1,5 @@\n+flow: new\n", result.Output);
        Assert.Equal("flow new is not deployed\n", result.Error);
    }
}
