using System.Threading.Channels;
using Npgsql;
using NpgsqlTypes;

/// <summary>W5 by hand on PostgreSQL: the program groups inserts into one statement; consumers take rows with SKIP LOCKED and delete them when they are delivered.</summary>
sealed class DurablePostgres(string connectionString, Delivery delivery)
{
    const int Batch = 500;
    const int Taken = 200;
    const int Tasks = 2;

    static readonly TimeSpan LongestSleep = TimeSpan.FromMilliseconds(500);

    readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString + ";Maximum Pool Size=40;No Reset On Close=true");
    readonly Channel<(byte[] Body, TaskCompletionSource Done)> _accepted = Channel.CreateUnbounded<(byte[], TaskCompletionSource)>();
    readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public async Task MapToAsync(WebApplication app)
    {
        await CreateTableAsync();
        for (var task = 0; task < Tasks; task++)
        {
            _ = Task.Run(InsertAllAsync);
            _ = Task.Run(DeliverAllAsync);
        }

        app.MapPost("/w5", AcceptAsync);
    }

    async Task AcceptAsync(HttpContext context)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _accepted.Writer.TryWrite((await Delivery.ReadAsync(context), done));
        await done.Task;
        _signal.Writer.TryWrite(true);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    // The database may still be starting.
    async Task CreateTableAsync()
    {
        while (true)
        {
            try
            {
                await using var command = _source.CreateCommand("CREATE TABLE IF NOT EXISTS queue (id bigserial PRIMARY KEY, at timestamptz DEFAULT now(), body bytea)");
                await command.ExecuteNonQueryAsync();
                return;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(200);
            }
        }
    }

    async Task InsertAllAsync()
    {
        var batch = new List<(byte[] Body, TaskCompletionSource Done)>(Batch);
        while (await _accepted.Reader.WaitToReadAsync())
        {
            while (batch.Count < Batch && _accepted.Reader.TryRead(out var one))
            {
                batch.Add(one);
            }

            if (batch.Count > 0)
            {
                await InsertAsync(batch);
                batch.Clear();
            }
        }
    }

    async Task InsertAsync(List<(byte[] Body, TaskCompletionSource Done)> batch)
    {
        try
        {
            await using var command = _source.CreateCommand("INSERT INTO queue (body) SELECT unnest($1)");
            command.Parameters.Add(new() { Value = batch.Select(one => one.Body).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
            await command.ExecuteNonQueryAsync();
            batch.ForEach(one => one.Done.SetResult());
        }
        catch (NpgsqlException e)
        {
            batch.ForEach(one => one.Done.TrySetException(e));
        }
    }

    async Task DeliverAllAsync()
    {
        while (true)
        {
            try
            {
                if (!await DeliverSomeAsync())
                {
                    await SleepAsync();
                }
            }
            catch (NpgsqlException)
            {
                await Task.Delay(200);
            }
        }
    }

    async Task<bool> DeliverSomeAsync()
    {
        const string take = "DELETE FROM queue WHERE id = ANY(ARRAY(SELECT id FROM queue ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)) RETURNING body";
        await using var connection = await _source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var bodies = new List<byte[]>();
        await using (var command = new NpgsqlCommand(take, connection, transaction) { Parameters = { new() { Value = Taken } } })
        await using (var rows = await command.ExecuteReaderAsync())
        {
            while (await rows.ReadAsync())
            {
                bodies.Add((byte[])rows[0]);
            }
        }

        await Parallel.ForEachAsync(bodies, new ParallelOptions { MaxDegreeOfParallelism = Delivery.Workers / Tasks }, async (body, _) => await delivery.PostAsync(body));
        await transaction.CommitAsync();
        return bodies.Count > 0;
    }

    async Task SleepAsync()
    {
        using var longest = new CancellationTokenSource(LongestSleep);
        try
        {
            await _signal.Reader.ReadAsync(longest.Token);
        }
        catch (OperationCanceledException)
        {
            // Nobody said so, but there may be something all the same.
        }
    }
}
