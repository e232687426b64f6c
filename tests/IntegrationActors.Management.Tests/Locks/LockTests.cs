using System.Net;
using IntegrationActors.Core.Stores.Locks;

namespace IntegrationActors.Management.Tests.Locks;

public sealed class LockTests : IAsyncLifetime
{
    private const string Locks = $"{Calls.Demo}/locks";
    private ManagementHost _host = null!;

    public async Task InitializeAsync() => _host = await ManagementHost.StartAsync();

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task The_lock_of_a_holder_that_died_is_seen_and_released()
    {
        var request = new MessageLockRequest { Component = "lock", Source = "orders", Entry = "4711", Owner = "node-1", ExpiresAfter = TimeSpan.FromHours(1) };
        var held = await _host.Store.Locks.AcquireAsync(request, default);

        var listed = await _host.Local.GetAsync(Locks).OkAsync();
        await _host.Local.DeleteAsync($"{Locks}/{held!.Id}").OkAsync();

        var shown = Assert.Single(listed["items"]!.AsArray())!;
        Assert.Equal(("4711", "node-1", "2026-11-23T13:00:00+00:00"), ((string)shown["entry"]!, (string)shown["owner"]!, (string)shown["expires"]!));
        Assert.NotNull(await _host.Store.Locks.AcquireAsync(request with { Owner = "node-2" }, default));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("0193b7d0-8f2e-7a41-b0c5-2f6d1c9e4a77")]
    public async Task A_lock_that_nobody_holds_is_not_there(string id) => await _host.Local.DeleteAsync($"{Locks}/{id}").ProblemAsync(HttpStatusCode.NotFound);
}
