using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Inputs;

/// <summary>Writes kept inputs. A flow that keeps every input writes one per message.</summary>
internal sealed class KeepInputs : BulkWrite<InputRow, bool>
{
    protected override void Apply(StoreConnection connection, ReadOnlySpan<BulkItem<InputRow, bool>> items)
    {
        Span<byte> id = stackalloc byte[16];
        foreach (var item in items)
        {
            item.Item.Id.WriteTo(id);

            // A message that comes again after a failure has the input of its first try.
            using var insert = connection.Prepare("INSERT INTO message_input (id, flow, entry, content) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (id) DO NOTHING");
            item.Result = insert.Bind(1, id).Bind(2, item.Item.Flow).Bind(3, item.Item.Entry).Bind(4, item.Item.Content).Run() > 0;
        }
    }
}
