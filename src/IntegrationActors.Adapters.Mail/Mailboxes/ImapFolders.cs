using MailKit;
using MailKit.Net.Imap;

namespace IntegrationActors.Adapters.Mail.Mailboxes;

/// <summary>Folders of a user by paths with '/' between their levels, whatever the server puts there, with or without the prefix that it gives to the folders of a user.</summary>
internal sealed class ImapFolders(ImapClient client, string shown)
{
    private const string Inbox = "INBOX";

    /// <summary>A folder; null when there is none.</summary>
    public async Task<IMailFolder?> FindAsync(string path, CancellationToken cancel)
    {
        if (path.Equals(Inbox, StringComparison.OrdinalIgnoreCase))
        {
            return client.Inbox;
        }

        var own = client.PersonalNamespaces.Count > 0 ? client.PersonalNamespaces[0] : new FolderNamespace('/', "");
        var name = path.Replace('/', own.DirectorySeparator);
        return await GetAsync(name, cancel) ?? (own.Path.Length == 0 ? null : await GetAsync($"{own.Path.TrimEnd(own.DirectorySeparator)}{own.DirectorySeparator}{name}", cancel));
    }

    /// <summary>A folder, which is made where it is missing.</summary>
    public async Task<IMailFolder> EnsureAsync(string path, CancellationToken cancel)
    {
        if (await FindAsync(path, cancel) is { } found)
        {
            return found;
        }

        if (client.PersonalNamespaces.Count == 0)
        {
            throw MailFaults.Folder(shown, path);
        }

        var folder = client.GetFolder(client.PersonalNamespaces[0]);
        foreach (var level in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            folder = await SubfolderAsync(folder, level, cancel) ?? await CreateAsync(folder, level, cancel);
        }

        return folder;
    }

    // Somebody else may make it at the same time.
    private static async Task<IMailFolder> CreateAsync(IMailFolder parent, string name, CancellationToken cancel)
    {
        try
        {
            return await parent.CreateAsync(name, isMessageFolder: true, cancel) ?? throw new FolderNotFoundException(name);
        }
        catch (CommandException)
        {
            return await SubfolderAsync(parent, name, cancel) ?? throw new FolderNotFoundException(name);
        }
    }

    private static async Task<IMailFolder?> SubfolderAsync(IMailFolder parent, string name, CancellationToken cancel)
    {
        try
        {
            return await parent.GetSubfolderAsync(name, cancel);
        }
        catch (FolderNotFoundException)
        {
            return null;
        }
    }

    private async Task<IMailFolder?> GetAsync(string name, CancellationToken cancel)
    {
        try
        {
            return await client.GetFolderAsync(name, cancel);
        }
        catch (FolderNotFoundException)
        {
            return null;
        }
    }
}
