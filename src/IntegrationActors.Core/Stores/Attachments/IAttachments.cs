using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Core.Stores.Attachments;

/// <summary>
/// Attachments of entries of one tenant's message processing log. They are kept as long as the entries. Who may read them is decided by whoever calls. When a tenant has attached its budget of 24 hours
/// (default 1 GB), further ones are noted without their content until older ones leave the 24 hours: a flow never fails for that.
/// </summary>
public interface IAttachments
{
    /// <summary>Adds an attachment; completes after the commit. May be called before the entry of the log is written. Names and types over 255 characters are cut.</summary>
    /// <param name="message">The entry that it belongs to.</param>
    /// <param name="attachment">Stays with the caller; an unread stream is spent afterwards.</param>
    /// <param name="cancel">Gives up waiting; it may have been added.</param>
    /// <returns>What was added; see <see cref="LogAttachment.IsDropped"/>.</returns>
    /// <exception cref="FaultException">IA3500: the store can't be written.</exception>
    ValueTask<LogAttachment> AddAsync(MessageId message, Attachment attachment, CancellationToken cancel);

    /// <summary>Attachments of an entry, in the order in which they were added.</summary>
    ValueTask<IReadOnlyList<LogAttachment>> ListAsync(MessageId message, CancellationToken cancel);

    /// <summary>The content of an attachment, which belongs to the caller; null when there is none or it was dropped.</summary>
    ValueTask<Payload?> OpenAsync(MessageId id, CancellationToken cancel);
}
