using System.Globalization;
using IntegrationActors.Adapters.Mail.Connections;
using IntegrationActors.Adapters.Mail.Sender;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;

namespace IntegrationActors.Adapters.Mail.Mailboxes;

/// <summary>
/// A folder on an IMAP server (RFC 3501, 9051). Mails are known by the validity of the folder and their UID. They are read in parts, so that memory does not grow with them, and without marking them.
/// </summary>
internal sealed class ImapMailbox(ImapSenderOptions options, IFlowContext context) : IMailbox
{
    private const int PartSize = 1024 * 1024;

    private readonly MailConnector _connector = new(options, options.Credential, MailProtocol.Imap, context);
    private ImapClient? _client;
    private ImapFolders? _folders;
    private IMailFolder? _folder;
    private string _user = "";

    public string Shown => _connector.Shown;

    public string Name => $"{_user}/{options.Folder}";

    public async Task OpenAsync(bool isPoll, CancellationToken cancel)
    {
        if (_client is { IsAuthenticated: true } && _folder is { IsOpen: true } && (!isPoll || await AnswersAsync(cancel)))
        {
            return;
        }

        Drop();
        var login = (await _connector.LoginAsync(cancel))!;
        _user = login.User;
        _client = new ImapClient();
        try
        {
            await _connector.ConnectAsync(_client, login, cancel);
            _folders = new ImapFolders(_client, Shown);
            _folder = await RunAsync($"opening folder '{options.Folder}'", limit => OpenFolderAsync(_folders, limit), cancel);
        }
        catch (Exception)
        {
            Drop();
            throw;
        }
    }

    public Task<IReadOnlyList<FoundMail>> ListAsync(CancellationToken cancel) => RunAsync<IReadOnlyList<FoundMail>>($"searching folder '{options.Folder}'", async limit =>
    {
        var query = options.Selection == MailSelection.Unread ? SearchQuery.NotSeen.And(SearchQuery.NotDeleted) : SearchQuery.NotDeleted;
        var ids = await _folder!.SearchAsync(query, limit);
        return [.. ids.OrderBy(id => id.Id).Select(id => new FoundMail(string.Create(CultureInfo.InvariantCulture, $"{_folder.UidValidity}.{id.Id}"), id.Id))];
    }, cancel);

    public Task<IReadOnlyDictionary<string, long>> MeasureAsync(IReadOnlyList<FoundMail> mails, CancellationToken cancel) => RunAsync<IReadOnlyDictionary<string, long>>("asking for sizes", async limit =>
    {
        var byNumber = mails.ToDictionary(mail => mail.Number);
        var told = await _folder!.FetchAsync([.. mails.Select(IdOf)], MessageSummaryItems.UniqueId | MessageSummaryItems.Size, limit);
        return told.Where(one => one.Size is not null && byNumber.ContainsKey(one.UniqueId.Id)).ToDictionary(one => byNumber[one.UniqueId.Id].Key, one => (long)one.Size!.Value, StringComparer.Ordinal);
    }, cancel);

    // A part that is shorter than was asked for is the last one.
    public async Task<bool> ReadAsync(FoundMail mail, Stream target, CancellationToken cancel)
    {
        for (var offset = 0; ; offset += PartSize)
        {
            var start = offset;
            long length;
            try
            {
                await using var part = await _connector.Operation.RunAsync($"reading mail {mail.Key}", (limit, progress) => _folder!.GetStreamAsync(IdOf(mail), start, PartSize, limit, progress), cancel);
                length = part.Length;
                await part.CopyToAsync(target, cancel);
            }
            catch (MessageNotFoundException)
            {
                return offset > 0;
            }

            if (length < PartSize)
            {
                return true;
            }
        }
    }

    public Task FinishAsync(FoundMail mail, CancellationToken cancel) => ChangeAsync(mail, $"mail {mail.Key} after its run", async limit =>
    {
        switch (options.PostProcessing)
        {
            case ImapPostProcessing.MarkRead:
                await MarkAsync(mail, MessageFlags.Seen, limit);
                break;
            case ImapPostProcessing.Delete:
                await MarkAsync(mail, MessageFlags.Deleted, limit);
                await _folder!.ExpungeAsync([IdOf(mail)], limit);
                break;
            case ImapPostProcessing.ArchiveRead:
                await MarkAsync(mail, MessageFlags.Seen, limit);
                await MoveAsync(mail, options.ArchiveFolder!, limit);
                break;
            default:
                await MoveAsync(mail, options.ArchiveFolder!, limit);
                break;
        }
    }, cancel);

    public async Task<bool> SetAsideAsync(FoundMail mail, CancellationToken cancel)
    {
        if (options.FailedFolder is not { } folder)
        {
            return false;
        }

        await ChangeAsync(mail, $"moving mail {mail.Key} to '{folder}'", limit => MoveAsync(mail, folder, limit), cancel);
        return true;
    }

    public Task EndPollAsync(CancellationToken cancel)
    {
        if (options.Disconnect)
        {
            Drop();
        }

        return Task.CompletedTask;
    }

    public void Drop()
    {
        _client?.Dispose();
        (_client, _folders, _folder) = (null, null, null);
    }

    public ValueTask DisposeAsync()
    {
        Drop();
        return default;
    }

    private static UniqueId IdOf(FoundMail mail) => new(mail.Number);

    private Task MarkAsync(FoundMail mail, MessageFlags flags, CancellationToken cancel) => _folder!.AddFlagsAsync(IdOf(mail), flags, silent: true, cancel);

    private async Task MoveAsync(FoundMail mail, string folder, CancellationToken cancel) =>
        await _folder!.MoveToAsync(IdOf(mail), await _folders!.EnsureAsync(folder, cancel), cancel);

    // A run may take longer than a server keeps an idle connection: then it is made once more, and all changes may be repeated. The folder has to be the same.
    private async Task ChangeAsync(FoundMail mail, string what, Func<CancellationToken, Task> change, CancellationToken cancel)
    {
        try
        {
            await ChangeOnceAsync(mail, what, change, cancel);
        }
        catch (FaultException e) when (e.Fault.Code == MailFaults.Broken)
        {
            Drop();
            await ChangeOnceAsync(mail, what, change, cancel);
        }
    }

    private async Task ChangeOnceAsync(FoundMail mail, string what, Func<CancellationToken, Task> change, CancellationToken cancel)
    {
        await OpenAsync(isPoll: false, cancel);
        if (mail.Key.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{_folder!.UidValidity}."), StringComparison.Ordinal))
        {
            await _connector.Operation.RunAsync(what, change, cancel);
        }
    }

    private async Task<IMailFolder> OpenFolderAsync(ImapFolders folders, CancellationToken cancel)
    {
        var folder = await folders.FindAsync(options.Folder, cancel) ?? throw MailFaults.Folder(Shown, options.Folder);
        await folder.OpenAsync(FolderAccess.ReadWrite, cancel);
        return folder;
    }

    private async Task<bool> AnswersAsync(CancellationToken cancel)
    {
        try
        {
            await _connector.Operation.RunAsync("asking whether it is there", _client!.NoOpAsync, cancel);
            return true;
        }
        catch (FaultException)
        {
            return false;
        }
    }

    private Task<T> RunAsync<T>(string what, Func<CancellationToken, Task<T>> work, CancellationToken cancel) => _connector.Operation.RunAsync(what, (limit, _) => work(limit), cancel);
}
