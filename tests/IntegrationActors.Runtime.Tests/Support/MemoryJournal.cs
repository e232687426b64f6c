namespace IntegrationActors.Runtime.Tests.Support;

/// <summary>Journal and snapshots that end with the test.</summary>
internal static class MemoryJournal
{
    public const string Settings = Patience.Hocon + """
        akka.loglevel = WARNING
        akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        """;
}
