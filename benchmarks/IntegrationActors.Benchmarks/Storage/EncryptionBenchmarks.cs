using BenchmarkDotNet.Attributes;
using IntegrationActors.Core.Stores;
using IntegrationActors.Security;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Keys;
using IntegrationActors.Storage.Sqlite;
using IntegrationActors.Storage;

namespace IntegrationActors.Benchmarks.Storage;

/// <summary>What it costs to encrypt a message of a queue: with a key that is derived for each record, and with the key of the tenant, into an array or into memory that is there.</summary>
[MemoryDiagnoser]
public class EncryptionBenchmarks
{
    private const string Tenant = "acme";
    private const string Purpose = "queue/orders/0190f5e8c2a47b6d8e21";

    private readonly SecretProtector _derived = new(MasterKeyRing.Parse(Convert.ToBase64String(new byte[SealedRecord.KeyLength])));
    private string _folder = "";
    private TenantCipher _cipher = null!;
    private byte[] _secret = [];
    private byte[] _record = [];
    private byte[] _former = [];

    [Params(1024, 10240)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _folder = Directory.CreateTempSubdirectory("ia-bench-").FullName;
        var file = new SqliteFile(Path.Combine(_folder, "store.db"));
        using StoreConnection connection = file.OpenWriter();
        file.Migrate(connection, TenantSchema.Current);
        _cipher = new TenantCipher(Tenant, _derived, file, TimeProvider.System);
        _cipher.Open(connection);
        _secret = new byte[Bytes];
        _former = _derived.Protect(Tenant, Purpose, _secret);
        _record = _cipher.Protect(Tenant, Purpose, _secret);
    }

    [GlobalCleanup]
    public void Cleanup() => Directory.Delete(_folder, recursive: true);

    [Benchmark(Baseline = true)]
    public byte[] Protect_derived_key() => _derived.Protect(Tenant, Purpose, _secret);

    [Benchmark]
    public byte[] Protect_tenant_key() => _cipher.Protect(Tenant, Purpose, _secret);

    [Benchmark]
    public void Protect_tenant_key_in_place() => _cipher.Protect(Tenant, Purpose, _secret, _record);

    [Benchmark]
    public byte[] Unprotect_derived_key() => _derived.Unprotect(Tenant, Purpose, _former);

    [Benchmark]
    public void Unprotect_tenant_key_in_place() => _cipher.Unprotect(Tenant, Purpose, _record, _secret);
}
