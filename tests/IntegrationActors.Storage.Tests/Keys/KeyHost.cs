using System.Security.Cryptography;
using System.Text;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Stores;
using IntegrationActors.Security;
using IntegrationActors.Storage.Keys;
using IntegrationActors.Storage.Sqlite;

namespace IntegrationActors.Storage.Tests.Keys;

/// <summary>What tests of keys do with a <see cref="StoreHost"/>.</summary>
internal static class KeyHost
{
    public static string Database(this StoreHost host) => Path.Combine(host.Folder("acme"), "store.db");

    public static string MasterKeyFile(this StoreHost host) => Path.Combine(host.Options.DataDirectory, MasterKeyRing.FileName);

    public static string NewMasterKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>One round of the background job.</summary>
    public static async Task MaintainAsync(this StoreHost host)
    {
        await using var job = new KeyJob(host.Stores, host.Options, host.Time);
        await job.RunOnceAsync(CancellationToken.None);
    }

    public static async Task<TenantKeyInfo[]> KeysAsync(this StoreHost host) => [.. await host.Acme.Keys.ListAsync(CancellationToken.None)];

    public static async Task<string?> PasswordAsync(this StoreHost host, string credential) =>
        (await host.Acme.Credentials.FindAsync(credential, CancellationToken.None) as UserCredential)?.Password;

    /// <summary>Logs a message with one captured content.</summary>
    public static MessageRecord LogTrace(this StoreHost host, string body)
    {
        var record = host.Record(level: MessageLogLevel.Trace);
        record.Trace = [new TraceEntry(0, 1, "before", [new("X-Secret", $"header {body}")], [new("secret", $"property {body}")], Encoding.UTF8.GetBytes(body), body.Length)];
        return host.Log(record);
    }

    public static async Task<string?> TraceAsync(this StoreHost host, MessageRecord record) =>
        (await host.Acme.Messages.TraceAsync(record.Id, CancellationToken.None)) is [var entry, ..] ? Encoding.UTF8.GetString(entry.Body.Span) : null;

    public static void Execute(this StoreHost host, string sql)
    {
        using var connection = SqliteStoreConnection.OpenWriter(host.Database());
        connection.Execute(sql);
    }

    public static long Number(this StoreHost host, string sql)
    {
        using var connection = SqliteStoreConnection.OpenReader(host.Database());
        return connection.Number(sql);
    }
}
