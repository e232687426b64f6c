using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Storage.Database;

/// <summary>Where the tables of one store are: a file of SQLite, or a schema of a PostgreSQL database.</summary>
internal interface IStoreSource
{
    /// <summary>How the store is called in messages to people.</summary>
    string Name { get; }

    /// <summary>Whether other nodes may change it too, so that what was read must not be taken for true for ever.</summary>
    bool IsShared => false;

    /// <summary>Tells the store from those of the same name that were before it and come after it, where another node can delete it; else 0.</summary>
    long Generation => 0;

    /// <summary>Creates the store, or brings it up to date.</summary>
    /// <exception cref="StoreVersionException">It is newer than this program.</exception>
    void Migrate(StoreConnection connection, StoreSchema schema);

    StoreConnection OpenWriter();

    StoreConnection OpenReader();

    /// <summary>Copies the store, as it is at one moment, into a file, while it is written.</summary>
    /// <exception cref="FaultException">IA3611: this kind of database can't.</exception>
    void CopyTo(string file) => throw new FaultException(
        "IA3611", $"The store {Name} can't copy itself into a file.", "Back it up with the tools of its database, such as pg_dump of the schema of the tenant.");
}
