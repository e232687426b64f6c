namespace IntegrationActors.Storage.Database;

/// <summary>Facts about one store: each call writes the log line and moves the meter.</summary>
internal interface IStoreEvents
{
    /// <summary>Writes fail from now on; told once until <see cref="WriterRecovered"/>.</summary>
    void WriterBroken(Exception cause);

    void WriterRecovered();

    /// <summary>The database took all of a batch but these, for their content.</summary>
    void WriteRefused(int count, Exception cause);
}
