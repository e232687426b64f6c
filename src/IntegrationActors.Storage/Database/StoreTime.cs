namespace IntegrationActors.Storage.Database;

/// <summary>Times in a store are microseconds since 1970 in UTC.</summary>
internal static class StoreTime
{
    public static long Write(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static long? Write(DateTimeOffset? time) => time is { } known ? Write(known) : null;

    public static DateTimeOffset Read(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
