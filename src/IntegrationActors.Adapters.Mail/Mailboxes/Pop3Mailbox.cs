using IntegrationActors.Adapters.Mail.Connections;
using IntegrationActors.Adapters.Mail.Sender;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;
using MailKit.Net.Pop3;

namespace IntegrationActors.Adapters.Mail.Mailboxes;

/// <summary>
/// A mailbox on a POP3 server (RFC 1939), whose mails are known by their unique ids (UIDL). A session sees what was there at its login, and its deletions become final with its end: so each poll has a session
/// of its own.
/// </summary>
internal sealed class Pop3Mailbox(Pop3SenderOptions options, IFlowContext context) : IMailbox
{
    private readonly MailConnector _connector = new(options, options.Credential, MailProtocol.Pop3, context);
    private Pop3Client? _client;
    private bool _isUsed;
    private Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, long> _sizes = new Dictionary<string, long>(StringComparer.Ordinal);
    private string _user = "";

    public string Shown => _connector.Shown;

    public string Name => _user;

    public async Task OpenAsync(bool isPoll, CancellationToken cancel)
    {
        if (_client is { IsAuthenticated: true } && (!isPoll || (!_isUsed && await AnswersAsync(cancel))))
        {
            _isUsed |= isPoll;
            return;
        }

        if (_isUsed && _client is { IsAuthenticated: true })
        {
            await EndPollAsync(cancel);
        }

        Drop();
        var login = (await _connector.LoginAsync(cancel))!;
        _user = login.User;
        _client = new Pop3Client();
        try
        {
            await _connector.ConnectAsync(_client, login, cancel);
            await NumberAsync(cancel);
            _isUsed = isPoll;
        }
        catch (Exception)
        {
            Drop();
            throw;
        }
    }

    public Task<IReadOnlyList<FoundMail>> ListAsync(CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<FoundMail>>([.. _numbers.OrderBy(mail => mail.Value).Select(mail => new FoundMail(mail.Key, (uint)mail.Value))]);

    public Task<IReadOnlyDictionary<string, long>> MeasureAsync(IReadOnlyList<FoundMail> mails, CancellationToken cancel) => Task.FromResult(_sizes);

    public async Task<bool> ReadAsync(FoundMail mail, Stream target, CancellationToken cancel)
    {
        if (!_numbers.TryGetValue(mail.Key, out var number))
        {
            return false;
        }

        await using var all = await _connector.Operation.RunAsync($"reading mail {mail.Key}", (limit, progress) => _client!.GetStreamAsync(number, headersOnly: false, limit, progress), cancel);
        await all.CopyToAsync(target, cancel);
        return true;
    }

    public async Task FinishAsync(FoundMail mail, CancellationToken cancel)
    {
        try
        {
            await DeleteAsync(mail, cancel);
        }
        catch (FaultException e) when (e.Fault.Code == MailFaults.Broken)
        {
            Drop();
            await DeleteAsync(mail, cancel);
        }
    }

    public Task<bool> SetAsideAsync(FoundMail mail, CancellationToken cancel) => Task.FromResult(false);

    public async Task EndPollAsync(CancellationToken cancel)
    {
        if (_client is { IsAuthenticated: true } client)
        {
            try
            {
                await _connector.Operation.RunAsync("ending the session, which makes deletions final", limit => client.DisconnectAsync(quit: true, limit), cancel);
            }
            finally
            {
                Drop();
            }
        }
    }

    public void Drop()
    {
        _client?.Dispose();
        _client = null;
        _isUsed = false;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await EndPollAsync(CancellationToken.None);
        }
        catch (FaultException)
        {
            // The deletions are made by whoever polls next: the store knows that the runs are completed.
        }
    }

    private async Task NumberAsync(CancellationToken cancel)
    {
        var client = _client!;
        var ids = await _connector.Operation.RunAsync("listing the mailbox", (limit, _) => IdsAsync(client, limit), cancel);
        var sizes = await _connector.Operation.RunAsync("asking for sizes", async (limit, _) => client.Count == 0 ? [] : await client.GetMessageSizesAsync(limit), cancel);
        _numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var known = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var i = 0; i < ids.Count; i++)
        {
            // Some servers give one id to mails that are the same; they come one by one.
            if (_numbers.TryAdd(ids[i], i) && i < sizes.Count)
            {
                known[ids[i]] = sizes[i];
            }
        }

        _sizes = known;
    }

    private async Task<IList<string>> IdsAsync(Pop3Client client, CancellationToken cancel)
    {
        try
        {
            return client.Count == 0 ? [] : await client.GetMessageUidsAsync(cancel);
        }
        catch (NotSupportedException e)
        {
            throw new FaultException(MailFaults.NotOffered, $"{Shown} has no unique ids of mails (UIDL), by which the channel knows them.", "Use another protocol for this mailbox.", e);
        }
    }

    private async Task DeleteAsync(FoundMail mail, CancellationToken cancel)
    {
        await OpenAsync(isPoll: false, cancel);
        _isUsed = true;
        if (_numbers.TryGetValue(mail.Key, out var number))
        {
            await _connector.Operation.RunAsync($"deleting mail {mail.Key}", limit => _client!.DeleteMessageAsync(number, limit), cancel);
            _numbers.Remove(mail.Key);
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancel)
    {
        if (_client is not { IsAuthenticated: true } client)
        {
            return false;
        }

        try
        {
            await _connector.Operation.RunAsync("asking whether it is there", client.NoOpAsync, cancel);
            return true;
        }
        catch (FaultException)
        {
            return false;
        }
    }
}
