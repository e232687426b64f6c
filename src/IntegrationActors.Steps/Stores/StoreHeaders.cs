using System.Globalization;

namespace IntegrationActors.Steps.Stores;

/// <summary>Headers by which the steps of data stores speak with each other and with the author of the flow.</summary>
internal static class StoreHeaders
{
    /// <summary>Id of an entry: read when a step has no <c>id</c>, and set by a step that made one up.</summary>
    public const string EntryId = "SapDataStoreId";

    /// <summary>How many entries a select reads.</summary>
    public const string MaxResults = "SapDataStoreMaxResults";

    /// <summary>Whether there was an entry: <c>true</c> or <c>false</c>.</summary>
    public const string EntryFound = "SAP_DatastoreEntryFound";

    /// <summary>When the entry was written.</summary>
    public const string CreatedAt = "SAP_DataStoreCreatedAt";

    /// <summary>When the entry is deleted.</summary>
    public const string ExpiresAt = "SAP_DataStoreExpiresAt";

    public const string ContentType = "Content-Type";

    /// <summary>A time as it stands in a header, in UTC.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
