namespace IntegrationActors.Storage.DataStores;

/// <summary>
/// Table of entries. <c>due</c> is when a data-store sender may take the entry: at once after it was written, later after a failure, at the end of the lock while it is taken.
/// <c>lease</c> counts the takings and fences stale holders; <c>revision</c> counts the overwritings; <c>owner</c> names the content.
/// </summary>
internal static class DataStoreSchema
{
    public const string Script = """
        CREATE TABLE data_store_entry (
          number INTEGER PRIMARY KEY AUTOINCREMENT, store TEXT NOT NULL, flow TEXT NOT NULL, id TEXT NOT NULL, owner BLOB NOT NULL, revision INTEGER NOT NULL, message BLOB,
          written INTEGER NOT NULL, overdue INTEGER NOT NULL, expires INTEGER NOT NULL,
          lease INTEGER NOT NULL, taken INTEGER NOT NULL, retries INTEGER NOT NULL, due INTEGER NOT NULL,
          UNIQUE (store, flow, id)
        );
        CREATE INDEX data_store_entry_due ON data_store_entry (store, flow, due);
        CREATE INDEX data_store_entry_expires ON data_store_entry (expires);
        """;
}
