using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Messages;
using IntegrationActors.Formats.Archives;

namespace IntegrationActors.Steps.Archives;

/// <summary>The body of a message and, if wanted, its attachments as files of an archive.</summary>
internal static class PackedMessage
{
    /// <summary>The files. The body is called as the expression says, else by the header <c>CamelFileName</c>, else <c>body</c>.</summary>
    /// <exception cref="FaultException">IA3425: a name can't be that of an entry.</exception>
    public static async ValueTask<IReadOnlyList<PackedEntry>> EntriesAsync(Exchange exchange, Expression? name, bool attachments, CancellationToken cancel)
    {
        await exchange.Body.BufferAsync(cancel);
        var body = name is null ? exchange.Headers[UnpackedFiles.FileNameHeader] ?? "body" : await name.EvaluateTextAsync(exchange, cancel);
        var entries = new List<PackedEntry> { Entry(body, exchange.Body) };
        if (!attachments || !exchange.Message.HasAttachments)
        {
            return entries;
        }

        var taken = new HashSet<string>(StringComparer.Ordinal) { body };
        foreach (var attachment in exchange.Message.Attachments)
        {
            await attachment.Content.BufferAsync(cancel);
            entries.Add(taken.Add(attachment.Name) ? Entry(attachment.Name, attachment.Content) : throw Refused(attachment.Name, "stands there twice"));
        }

        return entries;
    }

    /// <summary>Takes the attachments, which are in the body now, off the message.</summary>
    public static async ValueTask DropAttachmentsAsync(Message message)
    {
        foreach (var attachment in message.Attachments)
        {
            await attachment.Content.DisposeAsync();
        }

        message.Attachments.Clear();
    }

    private static PackedEntry Entry(string name, Payload content) => EntryName.IsSafe(name) && !name.EndsWith('/')
        ? new PackedEntry(name, content.OpenRead)
        : throw Refused(name, "can't be the name of a file");

    private static FaultException Refused(string name, string why) => new(
        EntryName.Refused,
        $"'{Fault.Cut(name)}' {why} in an archive.",
        "Names are relative, with slashes, without '..' and control characters, and each stands there once.");
}
