using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Runtime.Tests.Support;
using IntegrationActors.Storage.MessageLog.Search;

namespace IntegrationActors.Runtime.Tests.Resends;

/// <summary>Sending again on a whole node.</summary>
public sealed class MessageResendTests : IAsyncLifetime, IDisposable
{
    private const string Fails = "  - set: { headers: { A: { jsonpath: $.id } } }";
    private readonly TestFolder _folder = new();
    private TestNode _node = null!;

    public async Task InitializeAsync()
    {
        _node = await TestNode.StartAsync(_folder.Path);
        await _node.Control.CreateTenantAsync("acme", CancellationToken.None);
    }

    public async Task DisposeAsync() => await _node.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_failed_message_runs_again_from_its_kept_input_linked_to_the_original()
    {
        await _node.DeployAsync("orders", $"{Fails}\nkeepInput: failed");
        await _node.Network.SendAsync("orders");
        var original = Assert.Single(await MessagesAsync());
        await _node.DeployAsync("orders");

        var id = await ResendAsync(original.Id);
        await Eventually.HoldsAsync(async () => (await MessagesAsync()).Any(m => m.Id == id && m.Status == MessageStatus.Completed));

        var again = (await MessagesAsync()).Single(m => m.Id == id);
        Assert.Equal((MessageStatus.Failed, 1), (original.Status, original.Version));
        Assert.Equal((original.Id, original.CorrelationId, 2), (again.Predecessor, again.CorrelationId, again.Version));
        Assert.Equal([id!.Value], await _node.Stores.Get("acme").Inputs.SuccessorsAsync(original.Id, CancellationToken.None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\nkeepInput: off")]
    public async Task Without_the_option_no_input_is_kept(string option)
    {
        await _node.DeployAsync("orders", Fails + option);
        await _node.Network.SendAsync("orders");

        Assert.Null(await ResendAsync(Assert.Single(await MessagesAsync()).Id));
    }

    [Theory]
    [InlineData("failed", false)]
    [InlineData("all", true)]
    public async Task The_input_of_a_message_that_went_well_is_kept_when_all_are(string which, bool isKept)
    {
        await _node.DeployAsync("orders", $"  - set: {{ headers: {{ A: b }} }}\nkeepInput: {which}");
        await _node.Network.SendAsync("orders");

        Assert.Equal(isKept, await _node.Stores.Get("acme").Inputs.HasAsync(Assert.Single(await MessagesAsync()).Id, CancellationToken.None));
    }

    [Fact]
    public async Task A_flow_that_was_taken_out_is_named()
    {
        await _node.DeployAsync("orders", $"{Fails}\nkeepInput: failed");
        await _node.Network.SendAsync("orders");
        var original = Assert.Single(await MessagesAsync());
        await _node.Control.UndeployAsync("acme", "orders", null, "me", CancellationToken.None);
        await Eventually.HoldsAsync(() => _node.Network.Find("orders") is null);

        var refusal = await Assert.ThrowsAsync<FaultException>(() => ResendAsync(original.Id));

        Assert.Equal("IA3601", refusal.Fault.Code);
        Assert.Empty(await _node.Stores.Get("acme").Inputs.SuccessorsAsync(original.Id, CancellationToken.None));
    }

    private Task<MessageId?> ResendAsync(MessageId original) => _node.Service<IMessageResend>().ResendAsync("acme", original, "me", CancellationToken.None);

    private async Task<IReadOnlyList<MessageEntry>> MessagesAsync() => (await _node.Stores.Get("acme").Messages.SearchAsync(new MessageQuery(), CancellationToken.None)).Messages;
}
