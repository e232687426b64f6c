using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using IntegrationActors.Core.Messages;
using IntegrationActors.Management.Messages;
using IntegrationActors.Storage.Queues;

namespace IntegrationActors.Management.Queues;

/// <summary>
/// A message as a zip for people: <c>body</c>, <c>headers.json</c>, <c>properties.json</c>, and attachments under numbers, since their names are the sender's and could lead out of a folder;
/// <c>attachments.json</c> says which is which. Written as it is read, so a body of gigabytes takes no memory.
/// </summary>
internal static class QueueMessageArchive
{
    public const string MediaType = "application/zip";

    public static async Task WriteAsync(QueueEntryContent content, Stream target, CancellationToken cancel)
    {
        await using var zip = await ZipArchive.CreateAsync(target, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel);
        await AddAsync(zip, "headers.json", NameValue.Of(content.Message.Headers), cancel);
        await AddAsync(zip, "properties.json", NameValue.Of(content.Properties), cancel);
        await AddAsync(zip, "body", content.Message.Body, cancel);
        if (!content.Message.HasAttachments)
        {
            return;
        }

        var attachments = content.Message.Attachments;
        await AddAsync(zip, "attachments.json", [.. attachments.Select((a, i) => new NameValue(Number(i), a.Name))], cancel);
        for (var i = 0; i < attachments.Count; i++)
        {
            await AddAsync(zip, Number(i), attachments[i].Content, cancel);
        }
    }

    private static string Number(int index) => string.Create(CultureInfo.InvariantCulture, $"attachments/{index + 1}");

    private static async Task AddAsync(ZipArchive zip, string name, Payload content, CancellationToken cancel)
    {
        await using var entry = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancel);
        await content.CopyToAsync(entry, cancel);
    }

    private static async Task AddAsync(ZipArchive zip, string name, IReadOnlyList<NameValue> pairs, CancellationToken cancel)
    {
        await using var entry = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancel);
        await JsonSerializer.SerializeAsync(entry, pairs, ManagementJson.Default.IReadOnlyListNameValue, cancel);
    }
}
