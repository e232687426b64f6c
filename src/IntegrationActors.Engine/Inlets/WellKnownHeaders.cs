using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Engine.Inlets;

/// <summary>Headers and a property by which a flow describes its message in the log, named as integration developers know them. Names of headers ignore case.</summary>
public static class WellKnownHeaders
{
    public const string ApplicationId = "SAP_ApplicationID";
    public const string MessageType = "SAP_MessageType";
    public const string Sender = "SAP_Sender";

    /// <summary>Takes the place of the receivers that were called; those are found as tracked keys <see cref="RealDestinationUrl"/> then.</summary>
    public const string Receiver = "SAP_Receiver";

    /// <summary>A property or a header; the property wins.</summary>
    public const string CustomStatus = "SAP_MessageProcessingLogCustomStatus";

    /// <summary>Tracked key: a receiver that was called, where the flow gave it another name.</summary>
    public const string RealDestinationUrl = "RealDestinationUrl";

    private const string Prefix = "SAP_";

    internal static void Copy(Exchange exchange)
    {
        foreach (var (name, value) in exchange.Headers.AsSpan())
        {
            if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            {
                Note(name, value, exchange.Log);
            }
        }

        if (exchange.Properties[CustomStatus] is { } status)
        {
            exchange.Log.CustomStatus = Cut(ExpressionValue.ToText(status), MessageRecord.LongestCustomStatus);
        }
    }

    private static void Note(string name, string value, MessageRecord record)
    {
        if (Is(ApplicationId))
        {
            record.ApplicationId = Cut(value, MessageRecord.LongestApplicationId);
        }
        else if (Is(MessageType))
        {
            record.MessageType = Cut(value, MessageRecord.LongestMessageType);
        }
        else if (Is(Sender))
        {
            record.Sender = Cut(value, MessageRecord.LongestPartner);
        }
        else if (Is(Receiver))
        {
            ReplaceReceiver(Cut(value, MessageRecord.LongestPartner), record);
        }
        else if (Is(CustomStatus))
        {
            record.CustomStatus = Cut(value, MessageRecord.LongestCustomStatus);
        }

        bool Is(string known) => name.Equals(known, StringComparison.OrdinalIgnoreCase);
    }

    private static void ReplaceReceiver(string named, MessageRecord record)
    {
        if (record.Receiver is { } called && !called.Equals(named, StringComparison.Ordinal))
        {
            foreach (var url in called.Split(MessageRecord.ReceiverSeparator))
            {
                record.AddKey(RealDestinationUrl, url);
            }
        }

        record.Receiver = named;
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
