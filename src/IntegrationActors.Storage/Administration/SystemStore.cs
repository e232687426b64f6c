using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Postgres;
using IntegrationActors.Storage.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace IntegrationActors.Storage.Administration;

/// <summary>Who may manage the installation: <c>system.db</c> in the data folder, or a schema of PostgreSQL; apart from the tenants and from the journal of the cluster.</summary>
public sealed class SystemStore : IAsyncDisposable
{
    private const string TokenColumns = "number, name, owner, created, expires, tenant";

    private readonly StoreDatabase _database;
    private readonly TimeProvider _time;

    /// <summary>Opens the store, creates or migrates it.</summary>
    /// <exception cref="StoreVersionException">It was written by a newer program.</exception>
    /// <exception cref="StoreUnavailableException">PostgreSQL can't be reached, or lacks something.</exception>
    public SystemStore(StoreOptions options, TimeProvider time, ILogger<SystemStore>? logger = null)
    {
        _database = new StoreDatabase("system", Source(options), SystemSchema.Current, new StoreEvents("system", logger ?? NullLogger<SystemStore>.Instance));
        _time = time;
    }

    public Task<Administrator?> FindAdministratorAsync(string name, CancellationToken cancel) => _database.ReadAsync(
        connection =>
        {
            using var find = connection.Prepare("SELECT name, password_hash, created, changed FROM administrator WHERE name = ?1");
            return find.Bind(1, name).Step() ? Administrator(find) : null;
        },
        cancel);

    public Task<IReadOnlyList<Administrator>> ListAdministratorsAsync(CancellationToken cancel) => _database.ReadAsync(
        connection => List(connection.Prepare("SELECT name, password_hash, created, changed FROM administrator ORDER BY name"), Administrator),
        cancel);

    /// <summary>Makes an administrator, or sets the password of one.</summary>
    /// <returns>True when the name is new.</returns>
    public Task<bool> PutAdministratorAsync(string name, string passwordHash) => _database.WriteAsync(connection =>
    {
        var now = StoreTime.Write(_time.GetUtcNow());
        using var update = connection.Prepare("UPDATE administrator SET password_hash = ?2, changed = ?3 WHERE name = ?1");
        if (update.Bind(1, name).Bind(2, passwordHash).Bind(3, now).Run() == 1)
        {
            return false;
        }

        using var insert = connection.Prepare("INSERT INTO administrator (name, password_hash, created, changed) VALUES (?1, ?2, ?3, ?3)");
        insert.Bind(1, name).Bind(2, passwordHash).Bind(3, now).Run();
        return true;
    });

    /// <summary>Deletes an administrator with all tokens.</summary>
    /// <returns>False when there was none of that name.</returns>
    public Task<bool> DeleteAdministratorAsync(string name) => _database.WriteAsync(connection =>
    {
        using var tokens = connection.Prepare("DELETE FROM access_token WHERE owner = ?1");
        tokens.Bind(1, name).Run();
        using var delete = connection.Prepare("DELETE FROM administrator WHERE name = ?1");
        return delete.Bind(1, name).Run() == 1;
    });

    /// <summary>The token of this key, or null when there is none or it has expired.</summary>
    /// <param name="key"><c>SecretHash.LookupKey</c> of the token's text.</param>
    /// <param name="cancel">Ends the search.</param>
    public Task<AccessToken?> FindTokenAsync(string key, CancellationToken cancel) => _database.ReadAsync(
        connection =>
        {
            using var find = connection.Prepare($"SELECT {TokenColumns} FROM access_token WHERE key = ?1 AND (expires IS NULL OR expires > ?2)");
            return find.Bind(1, key).Bind(2, StoreTime.Write(_time.GetUtcNow())).Step() ? Token(find) : null;
        },
        cancel);

    public Task<IReadOnlyList<AccessToken>> ListTokensAsync(CancellationToken cancel) => _database.ReadAsync(
        connection => List(connection.Prepare($"SELECT {TokenColumns} FROM access_token ORDER BY number"), Token),
        cancel);

    /// <summary>Adds a token.</summary>
    /// <param name="key"><c>SecretHash.LookupKey</c> of the token's text, which is stored nowhere.</param>
    /// <param name="name">What it is for.</param>
    /// <param name="owner">The administrator it acts for.</param>
    /// <param name="expires">When it stops working; null: never.</param>
    /// <param name="tenant">The one tenant it may see; null: all.</param>
    public Task<AccessToken> AddTokenAsync(string key, string name, string owner, DateTimeOffset? expires, string? tenant = null) => _database.WriteAsync(connection =>
    {
        using var insert = connection.Prepare(
            $"INSERT INTO access_token (key, name, owner, created, expires, tenant) VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING {TokenColumns}");
        insert.Bind(1, key).Bind(2, name).Bind(3, owner).Bind(4, StoreTime.Write(_time.GetUtcNow())).Bind(5, StoreTime.Write(expires)).Bind(6, tenant).Step();
        return Token(insert);
    });

    /// <summary>Deletes a token: it stops working at once.</summary>
    /// <returns>False when there was none of that number.</returns>
    public Task<bool> DeleteTokenAsync(long number) => _database.WriteAsync(connection =>
    {
        using var delete = connection.Prepare("DELETE FROM access_token WHERE number = ?1");
        return delete.Bind(1, number).Run() == 1;
    });

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static IStoreSource Source(StoreOptions options)
    {
        if (options.Postgres is { } postgres)
        {
            using var server = new PostgresServer(postgres);
            return server.OwnSource(server.Names.System);
        }

        return new SqliteFile(Path.Combine(Path.GetFullPath(options.DataDirectory), "system.db"));
    }

    private static Administrator Administrator(Statement row) => new(row.Text(0), row.Text(1), row.Time(2), row.Time(3));

    private static AccessToken Token(Statement row) => new(row.Int64(0), row.Text(1), row.Text(2), row.Time(3), row.TimeOrNull(4), row.TextOrNull(5));

    private static IReadOnlyList<T> List<T>(Statement statement, Func<Statement, T> read)
    {
        using var rows = statement;
        var list = new List<T>();
        while (rows.Step())
        {
            list.Add(read(rows));
        }

        return list;
    }
}
