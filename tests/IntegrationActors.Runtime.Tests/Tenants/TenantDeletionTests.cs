using System.Text;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Runtime.Tests.Support;

namespace IntegrationActors.Runtime.Tests.Tenants;

/// <summary>Deletion of a tenant on a whole node with real files.</summary>
public sealed class TenantDeletionTests : IAsyncLifetime, IDisposable
{
    private readonly TestFolder _folder = new();
    private TestNode _node = null!;

    public async Task InitializeAsync()
    {
        _node = await TestNode.StartAsync(_folder.Path);
        await _node.Control.CreateTenantAsync("acme", CancellationToken.None);
        await _node.Control.CreateTenantAsync("demo", CancellationToken.None);
    }

    public async Task DisposeAsync() => await _node.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Nothing_of_a_deleted_tenant_is_left_in_files_or_journal()
    {
        await _node.DeployAsync("orders");
        await _node.Network.SendAsync("orders");

        await _node.Control.DeleteTenantAsync("acme", "me", CancellationToken.None);

        Assert.Null(await _node.Network.SendAsync("orders"));
        Assert.Equal(["demo"], await _node.Control.ListTenantsAsync(CancellationToken.None));
        await Assert.ThrowsAsync<UnknownTenantException>(() => _node.Control.DeleteTenantAsync("acme", "me", CancellationToken.None));
        await _node.DisposeAsync();
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories), path => Path.GetFileName(path).Contains("acme", StringComparison.Ordinal));
        Assert.DoesNotContain(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories), Names);
        _node = await TestNode.StartAsync(_folder.Path);
    }

    [Fact]
    public async Task Messages_inside_are_finished_first()
    {
        await _node.DeployAsync("orders", "  - hold: {}");
        var inside = _node.Network.SendAsync("orders");
        await _node.Holds.Arrived.WaitAsync();

        var deletion = _node.Control.DeleteTenantAsync("acme", "me", CancellationToken.None);
        await Eventually.HoldsAsync(() => _node.Network.Find("orders") is null);
        Assert.True(_node.Stores.Exists("acme"));
        _node.Holds.Released.SetResult();
        await deletion;

        Assert.Equal(MessageStatus.Completed, (await inside)!.Settled!.Value.Status);
        Assert.False(_node.Stores.Exists("acme"));
    }

    [Fact]
    public async Task A_name_can_be_used_again_and_begins_anew()
    {
        await _node.DeployAsync("orders");
        await _node.DeployAsync("orders");
        await _node.Control.DeleteTenantAsync("acme", "me", CancellationToken.None);

        Assert.True(await _node.Control.CreateTenantAsync("acme", CancellationToken.None));
        Assert.Empty(await _node.Control.ListFlowsAsync("acme", CancellationToken.None));
        Assert.Equal(1, (await _node.DeployAsync("orders")).Version);
    }

    [Fact]
    public async Task The_other_tenants_are_there_after_a_restart()
    {
        await _node.Control.DeleteTenantAsync("acme", "me", CancellationToken.None);
        await _node.DisposeAsync();

        _node = await TestNode.StartAsync(_folder.Path);

        Assert.Equal(["demo"], await _node.Control.ListTenantsAsync(CancellationToken.None));
    }

    private static bool Names(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd().Contains("acme", StringComparison.Ordinal);
    }
}
