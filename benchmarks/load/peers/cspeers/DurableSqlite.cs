using System.Threading.Channels;
using Microsoft.Data.Sqlite;

/// <summary>
/// W5 by hand on SQLite: one thread writes, many messages to a transaction (WAL, synchronous=FULL); what is accepted and what is delivered share the
/// transactions. No log, no encryption, no retries with a pause, no limits.
/// </summary>
sealed class DurableSqlite(string file, Delivery delivery)
{
    const int Batch = 1024;

    readonly Channel<Write> _writes = Channel.CreateUnbounded<Write>(new() { SingleReader = true });
    readonly Channel<(long Id, byte[] Body)> _work = Channel.CreateUnbounded<(long, byte[])>();
    readonly SqliteConnection _connection = new($"Data Source={file};Pooling=False");
    long _next = 1;

    public void MapTo(WebApplication app)
    {
        Open();
        new Thread(WriteAll) { IsBackground = true }.Start();
        for (var worker = 0; worker < Delivery.Workers; worker++)
        {
            _ = Task.Run(DeliverAllAsync);
        }

        app.MapPost("/w5", AcceptAsync);
    }

    async Task AcceptAsync(HttpContext context)
    {
        var write = new Write { Body = await Delivery.ReadAsync(context), Done = new(TaskCreationOptions.RunContinuationsAsynchronously) };
        _writes.Writer.TryWrite(write);
        await write.Done.Task;
        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    async Task DeliverAllAsync()
    {
        await foreach (var (id, body) in _work.Reader.ReadAllAsync())
        {
            await delivery.PostAsync(body);
            _writes.Writer.TryWrite(new Write { Id = id });
        }
    }

    void Open()
    {
        _connection.Open();
        foreach (var sql in (string[])["PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA wal_autocheckpoint = 4000",
            "CREATE TABLE IF NOT EXISTS queue (id INTEGER PRIMARY KEY, at INTEGER, body BLOB)"])
        {
            Command(sql).ExecuteNonQuery();
        }

        using var rows = Command("SELECT id, body FROM queue ORDER BY id").ExecuteReader();
        while (rows.Read())
        {
            _work.Writer.TryWrite((rows.GetInt64(0), (byte[])rows[1]));
            _next = rows.GetInt64(0) + 1;
        }
    }

    void WriteAll()
    {
        var insert = Command("INSERT INTO queue VALUES ($id, $at, $body)", "$id", "$at", "$body");
        var delete = Command("DELETE FROM queue WHERE id = $id", "$id");
        var batch = new List<Write>(Batch);
        while (_writes.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (batch.Count < Batch && _writes.Reader.TryRead(out var write))
            {
                batch.Add(write);
            }

            Commit(batch, insert, delete);
            foreach (var write in batch.Where(write => write.Body is not null))
            {
                write.Done!.SetResult();
                _work.Writer.TryWrite((write.Id, write.Body!));
            }

            batch.Clear();
        }
    }

    void Commit(List<Write> batch, SqliteCommand insert, SqliteCommand delete)
    {
        using var transaction = _connection.BeginTransaction();
        insert.Transaction = delete.Transaction = transaction;
        var at = DateTime.UtcNow.Ticks;
        foreach (var write in batch)
        {
            if (write.Body is null)
            {
                Run(delete, write.Id);
            }
            else
            {
                write.Id = _next++;
                Run(insert, write.Id, at, write.Body);
            }
        }

        transaction.Commit();
    }

    SqliteCommand Command(string sql, params string[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }

    static void Run(SqliteCommand command, params object[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }

    sealed class Write
    {
        public byte[]? Body { get; init; }
        public long Id { get; set; }
        public TaskCompletionSource? Done { get; init; }
    }
}
