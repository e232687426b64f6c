using IntegrationActors.Core.Messages;

namespace IntegrationActors.Adapters.ProcessDirect.Receiver;

/// <summary>A message for another flow: the same body and attachments, no copies of them, and the headers that pass.</summary>
internal static class SharedMessage
{
    /// <summary>The message; body and attachments were buffered before.</summary>
    public static Message Of(Message message, PassedHeaders headers)
    {
        var shared = new Message { Headers = headers.Of(message.Headers), Body = message.Body.Share() };
        foreach (var attachment in message.HasAttachments ? message.Attachments : [])
        {
            shared.Attachments.Add(attachment with { Content = attachment.Content.Share() });
        }

        return shared;
    }
}
