using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Security;
using IntegrationActors.Storage;
using IntegrationActors.Storage.Postgres;

// A process to be killed: logs messages of tenant "acme" in the data folder of its first argument (and the PostgreSQL schemas of its second and third) until it dies, and tells on standard output what it has done
// (B begun, C completed, F failed, with the id), each line in one write so that none is torn or lost with the process.
var data = args[0];
var postgres = args.Length > 1 ? new PostgresOptions { ConnectionString = args[1], Prefix = args[2] } : null;
var stores = new TenantStores(new StoreOptions { DataDirectory = data, Postgres = postgres }, TimeProvider.System, new SecretProtector(MasterKeyRing.FromFile(data)));
var log = stores.Get("acme").MessageLog;
var flow = new FlowIdentity("acme", "orders", 1);
await using var output = Console.OpenStandardOutput();
var writing = new Lock();

void Tell(string what, MessageId id)
{
    var line = System.Text.Encoding.ASCII.GetBytes($"{what} {id}\n");
    lock (writing)
    {
        output.Write(line);
        output.Flush();
    }
}

MessageRecord Begin()
{
    var now = TimeProvider.System.GetUtcNow();
    var record = new MessageRecord { Flow = flow, Id = MessageId.Create(now), Started = now };
    log.Begin(record);
    Tell("B", record.Id);
    return record;
}

async Task WorkAsync(int worker)
{
    // One message of each worker never ends.
    Begin();
    for (var i = 0; ; i++)
    {
        var record = Begin();
        await Task.Yield();
        var failed = (i + worker) % 7 == 0;
        record.Status = failed ? MessageStatus.Failed : MessageStatus.Completed;
        record.Fault = failed ? new Fault("IA3001", "The receiver said no.") : null;
        record.Duration = 1000 + i;
        log.End(record);
        Tell(failed ? "F" : "C", record.Id);
    }
}

await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(() => WorkAsync(worker))));
