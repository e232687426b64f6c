using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using IntegrationActors.Core.Messages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IntegrationActors.Management.Messages;

/// <summary>
/// A message as a zip for people: <c>body</c>, <c>headers.json</c>, <c>properties.json</c>, and attachments under numbers, since their names are the sender's and could lead out of a folder;
/// <c>attachments.json</c> says which is which. Written as it is read, so a body of gigabytes takes no memory.
/// </summary>
internal static class MessageArchive
{
    public const string MediaType = "application/zip";

    /// <summary>The answer that sends a message, and disposes of it then.</summary>
    /// <param name="message">What is sent.</param>
    /// <param name="properties">Properties that were kept with it.</param>
    /// <param name="name">Name of the file, without its ending.</param>
    /// <param name="cancel">Ends sending.</param>
    public static PushStreamHttpResult Send(Message message, IReadOnlyList<KeyValuePair<string, string>> properties, string name, CancellationToken cancel)
    {
        return TypedResults.Stream(SendAsync, MediaType, $"{name}.zip");

        async Task SendAsync(Stream target)
        {
            try
            {
                await WriteAsync(message, properties, target, cancel);
            }
            finally
            {
                await DisposeAsync(message);
            }
        }
    }

    private static async Task WriteAsync(Message message, IReadOnlyList<KeyValuePair<string, string>> properties, Stream target, CancellationToken cancel)
    {
        await using var zip = await ZipArchive.CreateAsync(target, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel);
        await AddAsync(zip, "headers.json", NameValue.Of(message.Headers), cancel);
        await AddAsync(zip, "properties.json", NameValue.Of(properties), cancel);
        await AddAsync(zip, "body", message.Body, cancel);
        if (!message.HasAttachments)
        {
            return;
        }

        var attachments = message.Attachments;
        await AddAsync(zip, "attachments.json", [.. attachments.Select((a, i) => new NameValue(Number(i), a.Name))], cancel);
        for (var i = 0; i < attachments.Count; i++)
        {
            await AddAsync(zip, Number(i), attachments[i].Content, cancel);
        }
    }

    private static async ValueTask DisposeAsync(Message message)
    {
        await message.Body.DisposeAsync();
        foreach (var attachment in message.HasAttachments ? message.Attachments : [])
        {
            await attachment.Content.DisposeAsync();
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
