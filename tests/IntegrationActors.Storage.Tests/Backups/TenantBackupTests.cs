using System.IO.Compression;
using System.Text;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Storage.Backups;
using IntegrationActors.Storage.MessageLog.Search;

namespace IntegrationActors.Storage.Tests.Backups;

public sealed class TenantBackupTests
{
    private static readonly BackupFlow Flow = new("orders", "hash", "orders.flow.yaml", new Dictionary<string, string> { ["url"] = "http://x" });

    [Fact]
    public async Task A_restored_store_has_what_was_there_when_the_backup_was_made()
    {
        await using var host = new StoreHost();
        var before = host.Log(host.Record(), MessageStatus.Failed);
        var zip = await BackUpAsync(host);
        host.Log(host.Record());

        using (var staged = await host.Stores.StageAsync(zip, CancellationToken.None))
        {
            Assert.Equal(("acme", "1.2.3", host.Time.GetUtcNow().AddMilliseconds(-1)), (staged.Manifest.Tenant, staged.Manifest.Product, staged.Manifest.Taken));
            Assert.Equal(Flow.Parameters, Assert.Single(staged.Manifest.Flows).Parameters);
            await host.Stores.RestoreAsync(staged);
        }

        Assert.Equal([before.Id], await host.FindAsync(new MessageQuery()));
    }

    [Fact]
    public async Task A_backup_is_restored_where_there_is_no_tenant()
    {
        await using var host = new StoreHost();
        var before = host.Log(host.Record());
        var zip = await BackUpAsync(host);
        await host.Stores.DeleteAsync("acme");

        using var staged = await host.Stores.StageAsync(zip, CancellationToken.None);
        await host.Stores.RestoreAsync(staged);

        Assert.Equal([before.Id], await host.FindAsync(new MessageQuery()));
    }

    [Fact]
    public async Task Writes_go_on_while_a_backup_is_made()
    {
        await using var host = new StoreHost();
        for (var i = 0; i < 2000; i++)
        {
            host.Log(host.Record());
        }

        var backup = BackUpAsync(host);
        await host.Acme.Plans.PutAsync("orders", 1, []);
        using var staged = await host.Stores.StageAsync(await backup, CancellationToken.None);

        Assert.True(staged.Manifest.Bytes > 100_000);
        Assert.Empty(Directory.EnumerateFiles(host.Folder("acme"), "backup-*"));
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("flipped")]
    [InlineData("text")]
    [InlineData("empty")]
    public async Task A_damaged_backup_touches_nothing(string damage)
    {
        await using var host = new StoreHost();
        var before = host.Log(host.Record());
        var bytes = Damage((await BackUpAsync(host)).ToArray(), damage);

        await Assert.ThrowsAsync<BackupException>(() => host.Stores.StageAsync(new MemoryStream(bytes), CancellationToken.None));

        Assert.Equal([before.Id], await host.FindAsync(new MessageQuery()));
        Assert.Equal([host.Folder("acme")], Directory.EnumerateDirectories(Path.GetDirectoryName(host.Folder("acme"))!));
    }

    [Fact]
    public async Task A_backup_of_a_newer_program_is_refused()
    {
        await using var host = new StoreHost();
        _ = host.Acme;
        var zip = Rewrite(await BackUpAsync(host), text => text.Replace($"\"schema\": {TenantSchema.Current.Version}", "\"schema\": 999", StringComparison.Ordinal));

        var refusal = await Assert.ThrowsAsync<BackupException>(() => host.Stores.StageAsync(zip, CancellationToken.None));

        Assert.Contains("1.2.3", refusal.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_swap_that_a_crash_interrupted_leaves_the_old_store_or_the_new_one(bool oldIsAway)
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, ".restored-acme", "new"));
        if (!oldIsAway)
        {
            Directory.CreateDirectory(Path.Combine(folder.Path, "acme", "old"));
        }

        new FolderSwap(folder.Path, ".deleted-").Finish();

        Assert.Equal([Path.Combine(folder.Path, "acme")], Directory.EnumerateDirectories(folder.Path));
        Assert.True(Directory.Exists(Path.Combine(folder.Path, "acme", oldIsAway ? "new" : "old")));
    }

    private static async Task<MemoryStream> BackUpAsync(StoreHost host)
    {
        var zip = new MemoryStream();
        await host.Acme.Backup.WriteAsync(zip, "1.2.3", [Flow], CancellationToken.None);
        zip.Position = 0;
        return zip;
    }

    private static byte[] Damage(byte[] zip, string how)
    {
        switch (how)
        {
            case "cut":
                return zip[..(zip.Length / 2)];
            case "flipped":
                return Rewrite(new MemoryStream(zip), text => text.Replace("\"sha256\": \"", "\"sha256\": \"0", StringComparison.Ordinal)).ToArray();
            case "text":
                return Encoding.UTF8.GetBytes("no zip at all");
            default:
                return [];
        }
    }

    private static MemoryStream Rewrite(MemoryStream zip, Func<string, string> change)
    {
        var copy = new MemoryStream();
        zip.CopyTo(copy);
        using (var archive = new ZipArchive(copy, ZipArchiveMode.Update, leaveOpen: true))
        {
            string text;
            using (var reader = new StreamReader(archive.GetEntry("manifest.json")!.Open()))
            {
                text = reader.ReadToEnd();
            }

            archive.GetEntry("manifest.json")!.Delete();
            using var writer = new StreamWriter(archive.CreateEntry("manifest.json").Open());
            writer.Write(change(text));
        }

        copy.Position = 0;
        return copy;
    }
}
