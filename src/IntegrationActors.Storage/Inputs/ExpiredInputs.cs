using IntegrationActors.Core.Exchanges;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Inputs;

/// <summary>Deletes kept inputs, and notes about messages sent again, of messages that have expired: ids sort by time.</summary>
internal static class ExpiredInputs
{
    /// <summary>Deletes the oldest ones.</summary>
    /// <returns>How many; fewer than <paramref name="most"/> when none is left.</returns>
    public static int Delete(StoreConnection connection, DateTimeOffset before, int most)
    {
        Span<byte> bound = stackalloc byte[16];
        MessageId.Lowest(before).WriteTo(bound);
        using var inputs = connection.Prepare("DELETE FROM message_input WHERE id IN (SELECT id FROM message_input WHERE id < ?1 ORDER BY id LIMIT ?2)");
        using var resends = connection.Prepare("DELETE FROM resend WHERE original IN (SELECT original FROM resend WHERE original < ?1 ORDER BY original LIMIT ?2)");
        return Math.Max(inputs.Bind(1, bound).Bind(2, most).Run(), resends.Bind(1, bound).Bind(2, most).Run());
    }
}
