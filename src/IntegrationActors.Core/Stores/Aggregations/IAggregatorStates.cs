namespace IntegrationActors.Core.Stores.Aggregations;

/// <summary>Messages of one tenant that wait for others to be sent on together. They are stored when the call that adds them completes, so a message may be acknowledged to its sender then.</summary>
public interface IAggregatorStates
{
    /// <summary>
    /// Adds a message to the open aggregation of a key, or begins one; completes after the commit. The message that completes an aggregation closes it: it is due at once, and the next message with the
    /// same key begins a new one.
    /// </summary>
    /// <param name="key">Which messages belong together.</param>
    /// <param name="message">The message; adding it a second time while the aggregation is open changes nothing but the time-out.</param>
    /// <param name="rule">When the aggregation is complete, and what it may hold.</param>
    /// <param name="cancel">Gives up waiting; the message may have been added.</param>
    /// <returns>How far the aggregation is, with this message.</returns>
    /// <exception cref="Exchanges.FaultException">IA3512: the correlation is empty or too long. IA3544: the aggregation may hold no more. IA3504: the tenant's storage is full (status 507). IA3500: the
    /// store can't be written (status 503).</exception>
    ValueTask<AggregationState> AddAsync(AggregationKey key, AggregatedMessage message, AggregationRule rule, CancellationToken cancel);

    /// <summary>Aggregations of an aggregator that are due: complete, timed out, or taken by a node that died. Oldest first.</summary>
    ValueTask<IReadOnlyList<AggregationState>> FindDueAsync(string flow, string aggregator, int most, CancellationToken cancel);

    /// <summary>
    /// Takes an aggregation to send it on: of all who try, one gets it. Messages with the same key begin a new one from now on. One that nobody has settled twice (<see cref="AggregationState.MostCrashes"/>)
    /// is set aside instead: it may be what kills nodes. The log says FAILED for it, with IA3548, and a person has it sent on again.
    /// </summary>
    /// <param name="number">Which one, from its <see cref="AggregationState"/>.</param>
    /// <param name="lockTimeout">After this time it is due again unless it was completed; more than zero.</param>
    /// <param name="cancel">Gives up waiting; it may have been taken, and becomes due after the time-out.</param>
    /// <returns>Null when another run has it, or had it, or it is set aside.</returns>
    /// <exception cref="Exchanges.FaultException">IA3500: the store can't be written.</exception>
    ValueTask<IAggregationLease?> TakeAsync(long number, TimeSpan lockTimeout, CancellationToken cancel);

    /// <summary>Aggregations of the tenant, those of all flows, for people: by number.</summary>
    /// <param name="after">Number of the last one of the page before; 0 for the first page.</param>
    /// <param name="most">How many, 1 to 1,000.</param>
    /// <param name="cancel">Ends the search.</param>
    ValueTask<IReadOnlyList<AggregationState>> ListAsync(long after, int most, CancellationToken cancel);

    /// <summary>Lets an aggregation be sent on now with what it has, for people: one that waits for messages, for its next try, or that was set aside.</summary>
    /// <returns>False when there is none of that number, or a run has it.</returns>
    /// <exception cref="Exchanges.FaultException">IA3500: the store can't be written.</exception>
    ValueTask<bool> SendOnAsync(long number, CancellationToken cancel);

    /// <summary>Deletes an aggregation with its messages, for people; the log says CANCELLED.</summary>
    /// <returns>False when there is none of that number, or a run has it.</returns>
    /// <exception cref="Exchanges.FaultException">IA3500: the store can't be written.</exception>
    ValueTask<bool> DeleteAsync(long number, CancellationToken cancel);
}
