using System.Text;
using IntegrationActors.Server.Hosting;

namespace IntegrationActors.Server.FirstStart;

/// <summary>What the server prints when it is ready. Secrets are shown on the first start and never again.</summary>
/// <param name="Password">One-time password of the administrator; null when there is one already.</param>
/// <param name="Client">Id and secret of the demo client; null when it exists already.</param>
internal sealed record Welcome(string? Password, string? Client)
{
    public string Text(NodeAddresses addresses)
    {
        var text = new StringBuilder()
            .AppendLine()
            .AppendLine($"IntegrationActors {ServerVersion.Text} is ready.")
            .AppendLine();
        foreach (var address in addresses.Senders)
        {
            text.AppendLine($"  senders     {address}");
        }

        text.AppendLine($"  management  {addresses.Management}");
        if (addresses.Socket is { } socket)
        {
            text.AppendLine($"  operator    {Path.GetRelativePath(Directory.GetCurrentDirectory(), socket)}   (ia uses it by itself; no sign-in on this machine)");
        }

        return Password is null || addresses.Senders.Count == 0 ? text.ToString() : AppendSecrets(text, addresses).ToString();
    }

    private StringBuilder AppendSecrets(StringBuilder text, NodeAddresses addresses) => text
        .AppendLine($"  sign-in     admin {Password}   (shown once)")
        .AppendLine()
        .AppendLine("Send an order:")
        .AppendLine()
        .AppendLine($"  curl -u {Client} -H 'Content-Type: application/json' --data-binary @samples/orders-to-erp/order.json {addresses.Senders[0]}/t/{Installation.Tenant}/http/orders");
}
