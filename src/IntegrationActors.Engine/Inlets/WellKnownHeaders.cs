using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Engine.Inlets;

/// <summary>Headers by which a flow describes its message in the log, named as integration developers know them.</summary>
public static class WellKnownHeaders
{
    public const string ApplicationId = "SAP_ApplicationID";
    public const string MessageType = "SAP_MessageType";
    public const string Sender = "SAP_Sender";
    public const string Receiver = "SAP_Receiver";
    public const string CustomStatus = "SAP_MessageProcessingLogCustomStatus";

    private const string Prefix = "SAP_";

    internal static void Copy(HeaderMap headers, MessageRecord record)
    {
        foreach (var (name, value) in headers.AsSpan())
        {
            if (!name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            switch (name)
            {
                case ApplicationId: record.ApplicationId = Cut(value, 120); break;
                case MessageType: record.MessageType = Cut(value, 100); break;
                case Sender: record.Sender = Cut(value, 120); break;
                case Receiver: record.Receiver = Cut(value, 120); break;
                case CustomStatus: record.CustomStatus = Cut(value, 40); break;
            }
        }
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
