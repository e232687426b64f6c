using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.Inputs;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Inputs;

/// <summary>What came into the flows of a tenant, encrypted, and which messages were sent again from it.</summary>
public sealed class MessageInputs : IMessageInputs
{
    private readonly string _tenant;
    private readonly StoreDatabase _database;
    private readonly ISecretProtector _protector;
    private readonly StoreEvents _events;
    private readonly TimeProvider _time;
    private readonly KeepInputs _keep = new();

    internal MessageInputs(string tenant, StoreDatabase database, ISecretProtector protector, StoreEvents events, TimeProvider time) =>
        (_tenant, _database, _protector, _events, _time) = (tenant, database, protector, events, time);

    public async ValueTask KeepAsync(KeptInput input)
    {
        if (input.Bytes is null or > KeptInput.LargestBytes)
        {
            _events.InputTooLarge(input.Flow, input.Id);
            return;
        }

        try
        {
            var packed = await InputPacking.PackAsync(input, CancellationToken.None);
            var content = _protector.Protect(_tenant, Purpose(input.Id), packed.Span);
            await _database.WriteAsync(_keep, new InputRow(input.Id, input.Flow, input.Entry, content));
        }
        catch (Exception e) when (e is StoreUnavailableException or IOException or System.Data.Common.DbException)
        {
            _events.InputNotKept(input.Flow, input.Id, e);
        }
    }

    /// <summary>The input of a message, or null when none was kept or it has expired. The caller disposes of it.</summary>
    public async Task<KeptInput?> FindAsync(MessageId message, CancellationToken cancel) =>
        await _database.ReadAsync(connection => Row(connection, message), cancel) is { } row
            ? InputPacking.Unpack(row, _protector.Unprotect(_tenant, Purpose(message), row.Content))
            : null;

    /// <summary>Whether the input of a message was kept.</summary>
    public Task<bool> HasAsync(MessageId message, CancellationToken cancel) => _database.ReadAsync(
        connection =>
        {
            Span<byte> id = stackalloc byte[16];
            message.WriteTo(id);
            using var find = connection.Prepare("SELECT 1 FROM message_input WHERE id = ?1");
            return find.Bind(1, id).Step();
        },
        cancel);

    /// <summary>Notes that a message is sent again as another one; completes after the commit.</summary>
    public Task NoteResendAsync(MessageId original, MessageId successor, string by) => _database.WriteAsync(connection =>
    {
        Span<byte> from = stackalloc byte[16], to = stackalloc byte[16];
        original.WriteTo(from);
        successor.WriteTo(to);
        using var insert = connection.Prepare("INSERT INTO resend (original, successor, started, starter) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (original, successor) DO NOTHING");
        return insert.Bind(1, from).Bind(2, to).Bind(3, StoreTime.Write(_time.GetUtcNow())).Bind(4, by).Run();
    });

    /// <summary>The messages that were made from one by sending it again, oldest first.</summary>
    public Task<IReadOnlyList<MessageId>> SuccessorsAsync(MessageId original, CancellationToken cancel) =>
        _database.ReadAsync(connection => Successors(connection, original), cancel);

    internal static string Purpose(MessageId id) => $"input/{id}";

    private static InputRow? Row(StoreConnection connection, MessageId message)
    {
        Span<byte> id = stackalloc byte[16];
        message.WriteTo(id);
        using var find = connection.Prepare("SELECT flow, entry, content FROM message_input WHERE id = ?1");
        return find.Bind(1, id).Step() ? new InputRow(message, find.Text(0), find.Int32(1), find.Blob(2).ToArray()) : null;
    }

    private static IReadOnlyList<MessageId> Successors(StoreConnection connection, MessageId original)
    {
        Span<byte> id = stackalloc byte[16];
        original.WriteTo(id);
        var successors = new List<MessageId>();
        using var find = connection.Prepare("SELECT successor FROM resend WHERE original = ?1 ORDER BY successor");
        find.Bind(1, id);
        while (find.Step())
        {
            successors.Add(MessageId.Read(find.Blob(0)));
        }

        return successors;
    }
}
