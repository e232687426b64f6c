using System.IO.Compression;
using System.Net;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Persisted;

namespace IntegrationActors.Management.Tests.Persisted;

public sealed class PersistedTests : IAsyncLifetime
{
    private const string Kept = $"{Calls.Demo}/persisted";
    private ManagementHost _host = null!;

    public async Task InitializeAsync() => _host = await ManagementHost.StartAsync();

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task What_a_persist_step_kept_is_listed_and_downloaded()
    {
        var (run, id) = await KeepAsync("<order/>");

        var listed = await _host.Local.GetAsync($"{Calls.Demo}/messages/{run}/persisted").OkAsync();
        await using var zip = new ZipArchive(await _host.Local.GetStreamAsync($"{Kept}/{id}/content"));
        using var body = new StreamReader(zip.GetEntry("body")!.Open());

        var shown = Assert.Single(listed["items"]!.AsArray())!;
        Assert.Equal((id.ToString(), "orders", "before erp", 8), ((string)shown["id"]!, (string)shown["flow"]!, (string)shown["step"]!, (int)shown["bytes"]!));
        Assert.Equal("<order/>", await body.ReadToEndAsync());
        Assert.Equal($"Audit: local getPersistedContent {Kept}/{id}/content from socket: done", Assert.Single(_host.Log.Audit));
    }

    [Fact]
    public async Task A_message_of_which_nothing_was_kept_has_an_empty_list() =>
        Assert.Empty((await _host.Local.GetAsync($"{Calls.Demo}/messages/{MessageId.Create(DateTimeOffset.UtcNow)}/persisted").OkAsync())["items"]!.AsArray());

    [Fact]
    public async Task A_deleted_one_is_gone()
    {
        var (_, id) = await KeepAsync("<order/>");

        await _host.Local.DeleteAsync($"{Kept}/{id}").OkAsync();

        await _host.Local.DeleteAsync($"{Kept}/{id}").ProblemAsync(HttpStatusCode.NotFound);
        await _host.Local.GetAsync($"{Kept}/{id}/content").ProblemAsync(HttpStatusCode.NotFound);
    }

    private async Task<(MessageId Run, MessageId Id)> KeepAsync(string text)
    {
        var run = MessageId.Create(DateTimeOffset.UtcNow);
        await using var body = Payload.FromText(text);
        var id = await _host.Store.MessageStore.WriteAsync(new PersistedMessage { Exchange = run, Flow = "orders", Step = "before erp", Message = new Message { Body = body } }, default);
        return (run, id);
    }
}
