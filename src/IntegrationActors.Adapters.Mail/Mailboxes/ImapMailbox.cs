using System.Globalization;
using IntegrationActors.Adapters.Mail.Connections;
using IntegrationActors.Adapters.Mail.Sender;
using IntegrationActors.Core.Adapters;
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
    private readonly ImapReadAhead _ahead = new(context.Time);
    private ImapClient? _client;
    private ImapFolders? _folders;
    private ImapFolder? _folder;
    private string _user = "";

    public string Shown => _connector.Shown;

    public string Name => $"{_user}/{options.Folder}";

    /// <summary>Tests the way to the folder, which is opened for reading only.</summary>
    public IAsyncEnumerable<ProbeStep> ProbeAsync(CancellationToken cancel) => new MailProbe(_connector).RunAsync(
        new ImapClient(new LoginAnswer()),
        (client, limit) => RunAsync($"opening folder '{options.Folder}'", async time =>
        {
            var folder = await OpenFolderAsync(new ImapFolders(client, Shown), FolderAccess.ReadOnly, time);
            return string.Create(CultureInfo.InvariantCulture, $"folder '{options.Folder}' is there; mails: {folder.Count}");
        }, limit),
        cancel);

    public async Task OpenAsync(bool isPoll, CancellationToken cancel)
    {
        if (_client is { IsAuthenticated: true } && _folder is { IsOpen: true } && (!isPoll || await AnswersAsync(cancel)))
        {
            return;
        }

        Drop();
        var login = (await _connector.LoginAsync(cancel))!;
        _user = login.User;
        _client = new ImapClient(new LoginAnswer());
        try
        {
            await _connector.ConnectAsync(_client, login, cancel);
            _folders = new ImapFolders(_client, Shown);
            _folder = await RunAsync($"opening folder '{options.Folder}'", limit => OpenFolderAsync(_folders, FolderAccess.ReadWrite, limit), cancel);
        }
        catch (Exception)
        {
            Drop();
            throw;
        }
    }

    public Task<MailList> ListAsync(CancellationToken cancel)
    {
        _ahead.Clear();
        return SearchAsync(options.Selection == MailSelection.Unread ? SearchQuery.NotSeen.And(SearchQuery.NotDeleted) : SearchQuery.NotDeleted, cancel);
    }

    public Task<MailList> MarkedAsync(CancellationToken cancel) => (options.PostProcessing, options.Selection) switch
    {
        (ImapPostProcessing.Delete, _) => SearchAsync(SearchQuery.Deleted, cancel),
        (ImapPostProcessing.ArchiveRead, MailSelection.Unread) => SearchAsync(SearchQuery.Seen.And(SearchQuery.NotDeleted), cancel),
        _ => Task.FromResult(MailList.None),
    };

    public Task<IReadOnlyDictionary<string, long>> MeasureAsync(IReadOnlyList<FoundMail> mails, CancellationToken cancel) => RunAsync<IReadOnlyDictionary<string, long>>("asking for sizes", async limit =>
    {
        var byNumber = mails.ToDictionary(mail => mail.Number);
        var told = await _folder!.FetchAsync(IdsOf(mails), MessageSummaryItems.UniqueId | MessageSummaryItems.Size, limit);
        var sizes = told.Where(one => one.Size is not null && byNumber.ContainsKey(one.UniqueId.Id)).ToDictionary(one => byNumber[one.UniqueId.Id].Key, one => (long)one.Size!.Value, StringComparer.Ordinal);
        _ahead.Expect(mails.Select(mail => (mail, sizes.GetValueOrDefault(mail.Key, long.MaxValue))));
        return sizes;
    }, cancel);

    public async Task<bool> ReadAsync(FoundMail mail, Stream target, CancellationToken cancel)
    {
        if (!_ahead.TryTake(mail, out var content))
        {
            if (_ahead.Next(mail) is not { Count: > 0 } next)
            {
                return await ReadPartsAsync(mail, target, cancel);
            }

            await ReadAllAsync(next, cancel);
            if (!_ahead.TryTake(mail, out content))
            {
                return false;
            }
        }

        await target.WriteAsync(content, cancel);
        return true;
    }

    public Task FinishAsync(IReadOnlyList<FoundMail> mails, CancellationToken cancel) => ChangeAsync(mails, $"{Describe(mails)} after {(mails.Count == 1 ? "its run" : "their runs")}", async (ids, limit) =>
    {
        switch (options.PostProcessing)
        {
            case ImapPostProcessing.MarkRead:
                await MarkAsync(ids, MessageFlags.Seen, limit);
                break;
            case ImapPostProcessing.Delete:
                await MarkAsync(ids, MessageFlags.Deleted, limit);
                await _folder!.ExpungeAsync(ids, limit);
                break;
            case ImapPostProcessing.ArchiveRead:
                await MarkAsync(ids, MessageFlags.Seen, limit);
                await MoveAsync(ids, options.ArchiveFolder!, limit);
                break;
            default:
                await MoveAsync(ids, options.ArchiveFolder!, limit);
                break;
        }
    }, cancel);

    public async Task<bool> SetAsideAsync(FoundMail mail, CancellationToken cancel)
    {
        if (options.FailedFolder is not { } folder)
        {
            return false;
        }

        await ChangeAsync([mail], $"moving mail {mail.Key} to '{folder}'", (ids, limit) => MoveAsync(ids, folder, limit), cancel);
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
        _ahead.Clear();
    }

    public ValueTask DisposeAsync()
    {
        Drop();
        return default;
    }

    private static UniqueId IdOf(FoundMail mail) => new(mail.Number);

    private static UniqueId[] IdsOf(IEnumerable<FoundMail> mails) => [.. mails.Select(IdOf)];

    private static string Describe(IReadOnlyList<FoundMail> mails) => mails.Count == 1 ? $"mail {mails[0].Key}" : string.Create(CultureInfo.InvariantCulture, $"{mails.Count} mails from {mails[0].Key} on");

    // A set keeps numbers that follow each other as a range.
    private Task<MailList> SearchAsync(SearchQuery query, CancellationToken cancel) => RunAsync($"searching folder '{options.Folder}'", async limit =>
    {
        var found = await _folder!.SearchAsync(query, limit);
        var ids = new UniqueIdSet(found, SortOrder.Ascending);
        var prefix = string.Create(CultureInfo.InvariantCulture, $"{_folder.UidValidity}.");
        return new MailList(
            ids.Select(id => new FoundMail(string.Create(CultureInfo.InvariantCulture, $"{prefix}{id.Id}"), id.Id)),
            key => key.StartsWith(prefix, StringComparison.Ordinal) && ids.Contains(new UniqueId(uint.Parse(key.AsSpan(prefix.Length), CultureInfo.InvariantCulture))));
    }, cancel);

    private Task ReadAllAsync(IReadOnlyList<FoundMail> mails, CancellationToken cancel) => _connector.Operation.RunAsync($"reading {Describe(mails)}", async (limit, progress) =>
    {
        await _folder!.GetStreamsAsync(IdsOf(mails), KeepAsync, limit, progress);
        return true;
    }, cancel);

    private async Task KeepAsync(ImapFolder folder, int index, UniqueId id, Stream stream, CancellationToken cancel)
    {
        using var content = new MemoryStream();
        await stream.CopyToAsync(content, cancel);
        _ahead.Add(id.Id, content.ToArray());
    }

    // A part that is shorter than was asked for is the last one.
    private async Task<bool> ReadPartsAsync(FoundMail mail, Stream target, CancellationToken cancel)
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

    private Task MarkAsync(UniqueId[] ids, MessageFlags flags, CancellationToken cancel) => _folder!.AddFlagsAsync(ids, flags, silent: true, cancel);

    private async Task MoveAsync(UniqueId[] ids, string folder, CancellationToken cancel) =>
        await _folder!.MoveToAsync(ids, await _folders!.EnsureAsync(folder, cancel), cancel);

    // A run may take longer than a server keeps an idle connection: then it is made once more, and all changes may be repeated. The folder has to be the same.
    private async Task ChangeAsync(IReadOnlyList<FoundMail> mails, string what, Func<UniqueId[], CancellationToken, Task> change, CancellationToken cancel)
    {
        try
        {
            await ChangeOnceAsync(mails, what, change, cancel);
        }
        catch (FaultException e) when (e.Fault.Code == MailFaults.Broken)
        {
            Drop();
            await ChangeOnceAsync(mails, what, change, cancel);
        }
    }

    private async Task ChangeOnceAsync(IReadOnlyList<FoundMail> mails, string what, Func<UniqueId[], CancellationToken, Task> change, CancellationToken cancel)
    {
        await OpenAsync(isPoll: false, cancel);
        var prefix = string.Create(CultureInfo.InvariantCulture, $"{_folder!.UidValidity}.");
        if (IdsOf(mails.Where(mail => mail.Key.StartsWith(prefix, StringComparison.Ordinal))) is { Length: > 0 } ids)
        {
            await _connector.Operation.RunAsync(what, limit => change(ids, limit), cancel);
        }
    }

    private async Task<ImapFolder> OpenFolderAsync(ImapFolders folders, FolderAccess access, CancellationToken cancel)
    {
        var folder = await folders.FindAsync(options.Folder, cancel) ?? throw MailFaults.Folder(Shown, options.Folder);
        await folder.OpenAsync(access, cancel);
        return (ImapFolder)folder;
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
