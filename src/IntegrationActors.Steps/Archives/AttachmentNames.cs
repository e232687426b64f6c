using System.Globalization;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Steps.Archives;

/// <summary>Names of attachments, which are unique within a message.</summary>
internal static class AttachmentNames
{
    /// <summary>The name, or the name with a number that no attachment of the message has.</summary>
    public static string Free(string name, Message message)
    {
        var taken = message.HasAttachments ? message.Attachments.Select(attachment => attachment.Name).ToHashSet(StringComparer.Ordinal) : [];
        var free = name;
        for (var i = 2; taken.Contains(free); i++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{name}-{i}");
        }

        return free;
    }
}
