using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Cli.Testing;

/// <summary>The sender of a test: waits, and keeps what it is told.</summary>
internal sealed class CaseReceipt : Receipt
{
    public override bool IsSynchronous => true;

    public MessageStatus Status { get; private set; }

    public Fault? Fault { get; private set; }

    public byte[] Body { get; private set; } = [];

    public HeaderMap Headers { get; private set; } = new();

    public PropertyMap EndProperties { get; private set; } = new();

    public override async ValueTask SettleAsync(Settlement settlement, CancellationToken cancel)
    {
        var exchange = settlement.Exchange;
        (Status, Fault) = (settlement.Status, settlement.Fault);
        Body = (await exchange.Body.ReadBytesAsync(cancel)).ToArray();
        Headers = exchange.Headers.Copy();
        EndProperties = exchange.Properties.Copy();
    }
}
