namespace IntegrationActors.Core.Stores.NumberRanges;

/// <summary>Number ranges of one tenant. A number is given out once in the cluster; those that were given to runs that failed, or whose commit was in doubt, are left out.</summary>
public interface INumberRanges
{
    /// <summary>Makes a range, or changes one. <see cref="NumberRange.Last"/> sets the number that counts as given out last; null leaves a range where it is and lets a new one begin at its minimum.</summary>
    /// <exception cref="Exchanges.FaultException">IA3512: a bound, the length or the name is out of range. IA3500: the store can't be written.</exception>
    ValueTask PutAsync(NumberRange range, CancellationToken cancel);

    /// <summary>The next number, with leading zeros up to the field length; completes after the commit.</summary>
    /// <exception cref="Exchanges.FaultException">IA3513: no such range. IA3514: the range is exhausted. IA3500: the store can't be written; no number was given out.</exception>
    ValueTask<string> NextAsync(string name, CancellationToken cancel);

    /// <summary>A range, or null.</summary>
    ValueTask<NumberRange?> FindAsync(string name, CancellationToken cancel);

    /// <summary>All ranges, by name.</summary>
    ValueTask<IReadOnlyList<NumberRange>> ListAsync(CancellationToken cancel);

    /// <summary>Deletes a range.</summary>
    /// <returns>False when there was none.</returns>
    /// <exception cref="Exchanges.FaultException">IA3500: the store can't be written.</exception>
    ValueTask<bool> DeleteAsync(string name, CancellationToken cancel);
}
