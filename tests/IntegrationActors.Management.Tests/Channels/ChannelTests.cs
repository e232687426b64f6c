using System.Net;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Management.Tests.Flows;

namespace IntegrationActors.Management.Tests.Channels;

public sealed class ChannelTests : IAsyncLifetime
{
    private const string Orders = $"{Calls.Demo}/flows/orders";

    private static readonly ProbeReport Report = new(
        [
            new ProbedChannel("https", "https", ChannelDirection.Sender, [ProbeStep.Skipped(ProbeLayers.Connection, "is called")]),
            new ProbedChannel("erp", "https", ChannelDirection.Receiver, [ProbeStep.Passed(ProbeLayers.Name, "erp is 10.0.0.1"), new ProbeStep(ProbeLayers.Tcp, ProbeOutcome.Failed, "refused", "check the port", "IA3944")]),
        ],
        ["https", "erp"]);

    private ManagementHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await ManagementHost.StartAsync();
        await _host.Local.PutAsync(Orders, Calls.Yaml(FlowTexts.Orders)).OkAsync();
    }

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task Channels_of_all_flows_are_listed_with_what_they_do()
    {
        var listed = (await _host.Local.GetAsync($"{Calls.Demo}/channels").OkAsync())["items"]!.AsArray();

        Assert.Equal([("orders", "/t/demo/http/orders", "Connected"), ("orders", "sftp:sftp.example.com/out", "Failed")], listed.Select(c => ((string)c!["flow"]!, (string)c["channel"]!, (string)c["state"]!)));
        Assert.Equal(("IA3804: refused", "1970-01-01T00:15:00+00:00"), ((string)listed[1]!["reason"]!, (string)listed[1]!["nextTry"]!));
    }

    [Fact]
    public async Task A_test_says_which_layer_failed_and_what_to_do()
    {
        _host.Control.Probed = Report;

        var tested = (await _host.Local.PostAsync($"{Orders}/check", null).OkAsync())["items"]!.AsArray();

        Assert.Equal([("https", true), ("erp", false)], tested.Select(c => ((string)c!["name"]!, (bool)c["works"]!)));
        var layer = tested[1]!["layers"]![1]!;
        Assert.Equal(("tcp", "Failed", "refused", "check the port", "IA3944"), ((string)layer["layer"]!, (string)layer["outcome"]!, (string)layer["detail"]!, (string)layer["advice"]!, (string)layer["code"]!));
    }

    [Fact]
    public async Task One_channel_can_be_tested_alone()
    {
        _host.Control.Probed = Report;

        var tested = (await _host.Local.PostAsync($"{Orders}/check?channel=erp", null).OkAsync())["items"]!.AsArray();
        var unknown = await _host.Local.PostAsync($"{Orders}/check?channel=crm", null).ProblemAsync(HttpStatusCode.NotFound);

        Assert.Equal("erp", (string)Assert.Single(tested)!["name"]!);
        Assert.Contains("it has https, erp", unknown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flow_that_is_not_there_is_told_from_one_that_has_not_come_to_its_node()
    {
        await _host.Local.PostAsync($"{Calls.Demo}/flows/nothing/check", null).ProblemAsync(HttpStatusCode.NotFound);
        await _host.Local.PostAsync($"{Orders}/check", null).ProblemAsync(HttpStatusCode.ServiceUnavailable);
    }
}
