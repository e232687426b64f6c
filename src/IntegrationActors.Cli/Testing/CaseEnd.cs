using IntegrationActors.Cli.Stubs;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Cli.Testing;

/// <summary>What became of a test.</summary>
/// <param name="Receipt">What the sender of the last message was told.</param>
/// <param name="Log">The log of all messages.</param>
/// <param name="Stubs">What was sent to receivers.</param>
internal sealed record CaseEnd(CaseReceipt Receipt, CaseLog Log, StubBook Stubs)
{
    public MessageRecord Record => Log.Records[^1];
}
