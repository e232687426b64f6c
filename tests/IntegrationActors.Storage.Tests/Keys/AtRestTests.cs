using System.Text;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Storage.Keys;
using IntegrationActors.Storage.MessageLog.Search;

namespace IntegrationActors.Storage.Tests.Keys;

/// <summary>A copy of the data folder without the master key yields no payload and no secret.</summary>
public sealed class AtRestTests
{
    private const string Plain = "RECOGNISABLE";

    // Nobody else can open it while the store is open.
    private const string Ledger = "running.ledger";

    private static readonly (string Store, Func<StoreHost, Task> Write)[] Writers =
    [
        .. TenantContent.All.Select(content => (content.Store, new Func<StoreHost, Task>(host => content.Write(host, Plain)))),
        ("trace of a running message", host => Task.FromResult(host.Begin(Traced(host)))),
    ];

    public static TheoryData<string> Stores => [.. Writers.Select(writer => writer.Store)];

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Nothing_that_was_written_is_readable_in_any_file(string store)
    {
        await using var host = new StoreHost();
        await Writers.Single(writer => writer.Store == store).Write(host);
        await host.Acme.Messages.SearchAsync(new MessageQuery(), CancellationToken.None);
        AssertUnreadable(host, except: Ledger);

        await host.Acme.Keys.RotateAsync();
        await host.MaintainAsync();
        AssertUnreadable(host, except: Ledger);

        await host.Stores.DisposeAsync();
        AssertUnreadable(host);
    }

    [Fact]
    public async Task A_copy_is_refused_with_another_master_key_and_is_left_as_it_was()
    {
        await using var host = new StoreHost();
        await host.Acme.Credentials.PutUserAsync("erp", "robot", Plain);
        var right = await File.ReadAllTextAsync(host.MasterKeyFile());
        await host.Stores.DisposeAsync();
        await File.WriteAllTextAsync(host.MasterKeyFile(), KeyHost.NewMasterKey());
        await host.ReopenAsync();

        var refusal = Assert.Throws<StoreKeyException>(() => host.Acme);
        Assert.Contains("tenant acme can't be read", refusal.Message);
        Assert.Contains("master.key", refusal.Message);
        await host.MaintainAsync();
        Assert.Equal(1, host.Number("SELECT count(*) FROM tenant_key"));

        await File.WriteAllTextAsync(host.MasterKeyFile(), right);
        await host.ReopenAsync();
        Assert.Equal(Plain, await host.PasswordAsync("erp"));
    }

    [Fact]
    public async Task A_deleted_tenant_leaves_no_file_and_no_key()
    {
        await using var host = new StoreHost();
        await host.Acme.Credentials.PutUserAsync("erp", "robot", Plain);

        Assert.True(await host.Stores.DeleteAsync("acme"));

        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(host.Options.DataDirectory, "tenants")));
    }

    private static MessageRecord Traced(StoreHost host)
    {
        var record = host.Record(level: MessageLogLevel.Trace);
        record.Trace = [new(0, 1, "before", [new("X-Secret", Plain)], [new("secret", Plain)], Encoding.UTF8.GetBytes(Plain), Plain.Length)];
        return record;
    }

    private static void AssertUnreadable(StoreHost host, string? except = null)
    {
        foreach (var path in Directory.EnumerateFiles(host.Options.DataDirectory, "*", SearchOption.AllDirectories).Where(path => Path.GetFileName(path) != except))
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            Assert.True(bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(Encoding.UTF8.GetBytes(Plain)) < 0, $"{Path.GetFileName(path)} holds the text.");
            Assert.True(bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(Encoding.Unicode.GetBytes(Plain)) < 0, $"{Path.GetFileName(path)} holds the text as UTF-16.");
        }
    }
}
