using System.Globalization;
using System.Security.Cryptography;
using IntegrationActors.Core.Stores;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Keys;

/// <summary>What re-encryption came to for one row.</summary>
internal enum Rewritten
{
    /// <summary>It has a record of the current key now.</summary>
    Done,

    /// <summary>The row is gone, or somebody else has written it.</summary>
    NotNeeded,

    /// <summary>The record does not open: it is damaged, or its key is not here.</summary>
    Unreadable,
}

/// <summary>A table with a column of records that <see cref="TenantCipher"/> made (or NULL). To be listed in <see cref="EncryptedTables"/>.</summary>
internal sealed class EncryptedTable
{
    private readonly string _name;
    private readonly IReadOnlyList<KeyColumn> _key;
    private readonly Func<RowKey, string> _purpose;
    private readonly string _first;
    private readonly string _next;
    private readonly string _count;
    private readonly string _record;
    private readonly string _rewrite;

    /// <summary>Describes a table.</summary>
    /// <param name="name">Name of the table.</param>
    /// <param name="column">The column of records.</param>
    /// <param name="key">Columns that identify a row and have an index in this order; the purpose must come from them alone.</param>
    /// <param name="purpose">The purpose of the record of a row.</param>
    public EncryptedTable(string name, string column, IReadOnlyList<KeyColumn> key, Func<RowKey, string> purpose)
    {
        (_name, _key, _purpose) = (name, key, purpose);
        var columns = string.Join(", ", key.Select(c => c.Name));
        var prefix = $"substr({column}, 1, {SealedRecord.PrefixLength.ToString(CultureInfo.InvariantCulture)})";
        var select = $"SELECT {columns}, {prefix}, length({column}) FROM {name} WHERE {column} IS NOT NULL";
        var order = $"ORDER BY {columns} LIMIT {Parameter(1)}";
        var row = string.Join(" AND ", key.Select((c, i) => $"{c.Name} = ?{(i + 1).ToString(CultureInfo.InvariantCulture)}"));
        var values = string.Join(", ", key.Select((_, i) => $"?{(i + 1).ToString(CultureInfo.InvariantCulture)}"));
        _first = $"{select} {order}";
        _next = $"{select} AND ({columns}) > ({values}) {order}";
        _count = $"SELECT {prefix}, count(*) FROM {name} WHERE {column} IS NOT NULL GROUP BY {prefix}";
        _record = $"SELECT {column} FROM {name} WHERE {row} AND {column} IS NOT NULL";
        _rewrite = $"UPDATE {name} SET {column} = {Parameter(1)} WHERE {row} AND {prefix} = {Parameter(2)}";
    }

    public bool HasRecords(StoreConnection connection) => connection.Number($"SELECT count(*) FROM (SELECT 1 FROM {_name} LIMIT 1) one") > 0;

    /// <summary>The next rows in the order of the key.</summary>
    public IReadOnlyList<EncryptedRow> Page(StoreConnection connection, RowKey? after, int most)
    {
        var rows = new List<EncryptedRow>(most);
        using var find = connection.Prepare(after is null ? _first : _next);
        after?.Bind(find);
        find.Bind(_key.Count + 1, most);
        while (find.Step())
        {
            rows.Add(new(RowKey.Read(find, _key), find.Blob(_key.Count).ToArray(), find.Int64(_key.Count + 1)));
        }

        return rows;
    }

    /// <summary>How many records there are of each key.</summary>
    public IReadOnlyList<(byte[] Prefix, long Records)> Count(StoreConnection connection)
    {
        var counts = new List<(byte[] Prefix, long Records)>();
        using var find = connection.Prepare(_count);
        while (find.Step())
        {
            counts.Add((find.Blob(0).ToArray(), find.Int64(1)));
        }

        return counts;
    }

    /// <summary>Encrypts the record of a row with the current key.</summary>
    public Rewritten Rewrite(StoreConnection connection, RowKey key, string tenant, ISecretProtector protector)
    {
        if (Record(connection, key) is not { } old || protector.IsCurrent(old))
        {
            return Rewritten.NotNeeded;
        }

        var secret = new byte[SealedRecord.SecretLengthOf(old)];
        try
        {
            protector.Unprotect(tenant, _purpose(key), old, secret);
        }
        catch (CryptographicException)
        {
            return Rewritten.Unreadable;
        }

        var record = protector.Protect(tenant, _purpose(key), secret);
        CryptographicOperations.ZeroMemory(secret);
        using var update = connection.Prepare(_rewrite);
        key.Bind(update);
        update.Bind(_key.Count + 1, record).Bind(_key.Count + 2, old.AsSpan(0, SealedRecord.PrefixLength));
        return update.Run() == 1 ? Rewritten.Done : Rewritten.NotNeeded;
    }

    private byte[]? Record(StoreConnection connection, RowKey key)
    {
        using var find = connection.Prepare(_record);
        key.Bind(find);
        return find.Step() ? find.Blob(0).ToArray() : null;
    }

    // Behind those of the key.
    private string Parameter(int number) => $"?{(_key.Count + number).ToString(CultureInfo.InvariantCulture)}";
}
