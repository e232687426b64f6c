namespace IntegrationActors.Adapters.OAuth;

/// <summary>An access token and how long it is good. A class, so that nothing prints it.</summary>
public sealed class AccessToken
{
    private static readonly TimeSpan LongestMargin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestReserve = TimeSpan.FromSeconds(10);

    internal AccessToken(string value, string client, DateTimeOffset begin, TimeSpan lifetime)
    {
        (Value, Client, Expires) = (value, client, begin + lifetime);
        RenewFrom = Expires - Shorter(lifetime / 5, LongestMargin);
        UsableUntil = Expires - Shorter(lifetime / 20, LongestReserve);
    }

    /// <summary>What is shown to the other side. A secret.</summary>
    public string Value { get; }

    /// <summary>Id of the client that it was given to.</summary>
    public string Client { get; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset Expires { get; }

    /// <summary>From when on the next one is fetched, five minutes before the end at most.</summary>
    internal DateTimeOffset RenewFrom { get; }

    /// <summary>How long it is handed out: it has to be good for as long as its way to the other side takes.</summary>
    internal DateTimeOffset UsableUntil { get; }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
