using System.Net;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Storage.MessageLog.Search;

namespace IntegrationActors.Management.Tests.Backups;

public sealed class BackupTests : IAsyncLifetime
{
    private const string Backup = $"{Calls.Demo}/backup";
    private const string Flow = "flow: orders\nfrom:\n  https: { path: /orders }\nsteps:\n  - set: { headers: { A: b } }\n";
    private ManagementHost _host = null!;

    public async Task InitializeAsync() => _host = await ManagementHost.StartAsync();

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task A_deleted_tenant_comes_back_with_its_messages_and_flows()
    {
        await _host.Local.PutAsync($"{Calls.Demo}/flows/orders?param.url=x", Calls.Yaml(Flow.Replace("from:", "parameters:\n  url: { type: string }\nfrom:", StringComparison.Ordinal))).OkAsync();
        var message = Log();
        var zip = await _host.Local.GetByteArrayAsync(Backup);
        foreach (var flow in await _host.Control.ListFlowsAsync("demo", CancellationToken.None))
        {
            await _host.Control.UndeployAsync("demo", flow.Flow, null, "me", CancellationToken.None);
        }

        await _host.Local.DeleteAsync($"{Calls.Demo}?confirm=demo").OkAsync();
        await _host.DeleteStoreAsync();

        var restored = await _host.Local.PutAsync(Backup, Calls.Zip(zip)).OkAsync();

        Assert.Equal("""["orders"]""", restored["started"]!.ToJsonString());
        var deployed = await _host.Control.FindFlowAsync("demo", "orders", CancellationToken.None);
        Assert.Equal("x", deployed!.Parameters["url"]);
        Assert.NotNull(await _host.Store.Artifacts.GetAsync(deployed.Artifact, CancellationToken.None));
        Assert.Equal([message], (await _host.Store.Messages.SearchAsync(new MessageQuery(), CancellationToken.None)).Messages.Select(m => m.Id));
    }

    [Fact]
    public async Task A_tenant_that_exists_is_replaced_only_by_force_and_when_it_runs_nothing()
    {
        var zip = await _host.Local.GetByteArrayAsync(Backup);
        Log();

        await _host.Local.PutAsync(Backup, Calls.Zip(zip)).ProblemAsync(HttpStatusCode.Conflict);
        await _host.Local.PutAsync($"{Calls.Demo}/flows/orders", Calls.Yaml(Flow)).OkAsync();
        await _host.Local.PutAsync($"{Backup}?force=true", Calls.Zip(zip)).ProblemAsync(HttpStatusCode.Conflict);
        await _host.Local.DeleteAsync($"{Calls.Demo}/flows/orders").OkAsync();
        await _host.Local.PutAsync($"{Backup}?force=true", Calls.Zip(zip)).OkAsync();

        Assert.Empty((await _host.Store.Messages.SearchAsync(new MessageQuery(), CancellationToken.None)).Messages);
    }

    [Fact]
    public async Task A_backup_of_another_tenant_is_refused()
    {
        var zip = await _host.Local.GetByteArrayAsync(Backup);

        var refused = await _host.Local.PutAsync("/api/v1/tenants/acme/backup", Calls.Zip(zip)).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Contains("backup of tenant 'demo'", (string?)refused["detail"]);
        await _host.Local.GetAsync("/api/v1/tenants/acme").ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_is_no_backup_is_refused()
    {
        var refused = await _host.Local.PutAsync("/api/v1/tenants/acme/backup", Calls.Zip([1, 2, 3])).ProblemAsync(HttpStatusCode.UnprocessableEntity);

        Assert.Equal("IA2018", (string?)refused["code"]);
        await _host.Local.PutAsync("/api/v1/tenants/acme/backup", Calls.Yaml("a: b")).ProblemAsync(HttpStatusCode.UnsupportedMediaType);
    }

    private MessageId Log()
    {
        var record = new MessageRecord { Flow = new FlowIdentity("demo", "orders", 1), Id = MessageId.Create(_host.Clock.GetUtcNow()), Started = _host.Clock.GetUtcNow(), Status = MessageStatus.Completed };
        _host.Store.MessageLog.Begin(record);
        _host.Store.MessageLog.End(record);
        return record.Id;
    }
}
