namespace IntegrationActors.Storage.MessageLog.Ledger;

/// <summary>What a process left in the ledger when it ended.</summary>
/// <param name="Entries">Runs that were not in the table yet, or not surely.</param>
/// <param name="Damaged">Slots whose checksum is wrong: only a power failure or a bad disk does that.</param>
internal sealed record LedgerRemains(IReadOnlyList<LedgerEntry> Entries, int Damaged);
