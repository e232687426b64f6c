using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Stores;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage;

/// <summary>Ids in columns (16 bytes that sort by time), and scopes.</summary>
internal static class StatementColumns
{
    public static Statement Bind(this Statement statement, int parameter, MessageId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.WriteTo(bytes);
        return statement.Bind(parameter, bytes);
    }

    /// <summary>A null id stays unbound, which is NULL.</summary>
    public static Statement Bind(this Statement statement, int parameter, MessageId? id) => id is { } known ? statement.Bind(parameter, known) : statement;

    public static MessageId Id(this Statement statement, int column) => MessageId.Read(statement.Blob(column));

    /// <summary>The scope of an entry: the name of a flow, or empty for all.</summary>
    public static StoreScope Scope(this Statement statement, int column) => statement.Text(column) is { Length: > 0 } flow ? StoreScope.Of(flow) : StoreScope.Global;

    public static MessageId? IdOrNull(this Statement statement, int column) => statement.IsNull(column) ? null : statement.Id(column);
}
