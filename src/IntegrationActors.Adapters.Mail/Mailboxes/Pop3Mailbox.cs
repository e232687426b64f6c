using System.Globalization;
using IntegrationActors.Adapters.Mail.Connections;
using IntegrationActors.Adapters.Mail.Sender;
using IntegrationActors.Core.Adapters;
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
    // Sizes of single mails take a question each; those of all mails take one, whose answer has a line for each mail of the mailbox, and are kept as long as the session.
    private const long FewOf = 1000;

    private readonly MailConnector _connector = new(options, options.Credential, MailProtocol.Pop3, context);
    private Pop3Client? _client;
    private bool _isUsed;
    private IList<string> _ids = [];
    private Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private IList<int>? _sizes;
    private int _asked;
    private string _user = "";

    public string Shown => _connector.Shown;

    public string Name => _user;

    /// <summary>Tests the way to the mailbox.</summary>
    public IAsyncEnumerable<ProbeStep> ProbeAsync(CancellationToken cancel) => new MailProbe(_connector).RunAsync(
        new Pop3Client(new LoginAnswer()),
        (client, _) => client.Capabilities.HasFlag(Pop3Capabilities.UIDL)
            ? Task.FromResult(string.Create(CultureInfo.InvariantCulture, $"the mailbox is there; mails: {client.Count}"))
            : throw MailFaults.NoIds(Shown, null),
        cancel);

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
        _client = new Pop3Client(new LoginAnswer());
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

    // Some servers give one id to mails that are the same; they come one by one.
    public Task<MailList> ListAsync(CancellationToken cancel)
    {
        var (ids, numbers) = (_ids, _numbers);
        var all = Enumerable.Range(0, ids.Count).Where(number => numbers.GetValueOrDefault(ids[number], -1) == number).Select(number => new FoundMail(ids[number], (uint)number));
        return Task.FromResult(new MailList(all, numbers.ContainsKey));
    }

    public Task<MailList> MarkedAsync(CancellationToken cancel) => Task.FromResult(MailList.None);

    public Task<IReadOnlyDictionary<string, long>> MeasureAsync(IReadOnlyList<FoundMail> mails, CancellationToken cancel) => _connector.Operation.RunAsync(
        "asking for sizes",
        async (limit, progress) =>
        {
            var sizes = new Dictionary<string, long>(mails.Count, StringComparer.Ordinal);
            _asked += mails.Count;
            if (_sizes is null && _asked * FewOf >= _ids.Count)
            {
                _sizes = await _client!.GetMessageSizesAsync(limit);
            }

            foreach (var mail in mails)
            {
                sizes[mail.Key] = _sizes is { } all ? all[(int)mail.Number] : await _client!.GetMessageSizeAsync((int)mail.Number, limit);
                progress.Report(sizes.Count);
            }

            return (IReadOnlyDictionary<string, long>)sizes;
        },
        cancel);

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

    // What a session deleted that broke is there again.
    public async Task FinishAsync(IReadOnlyList<FoundMail> mails, CancellationToken cancel)
    {
        try
        {
            await DeleteAsync(mails, cancel);
        }
        catch (FaultException e) when (e.Fault.Code == MailFaults.Broken)
        {
            Drop();
            await DeleteAsync(mails, cancel);
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
        (_ids, _numbers) = ([], new Dictionary<string, int>(StringComparer.Ordinal));
        (_sizes, _asked) = (null, 0);
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
        _ids = await _connector.Operation.RunAsync("listing the mailbox", (limit, _) => IdsAsync(client, limit), cancel);
        _numbers = new Dictionary<string, int>(_ids.Count, StringComparer.Ordinal);
        for (var i = 0; i < _ids.Count; i++)
        {
            _numbers.TryAdd(_ids[i], i);
        }
    }

    private async Task<IList<string>> IdsAsync(Pop3Client client, CancellationToken cancel)
    {
        try
        {
            return client.Count == 0 ? [] : await client.GetMessageUidsAsync(cancel);
        }
        catch (NotSupportedException e)
        {
            throw MailFaults.NoIds(Shown, e);
        }
    }

    private async Task DeleteAsync(IReadOnlyList<FoundMail> mails, CancellationToken cancel)
    {
        await OpenAsync(isPoll: false, cancel);
        _isUsed = true;
        foreach (var mail in mails)
        {
            if (_numbers.TryGetValue(mail.Key, out var number))
            {
                await _connector.Operation.RunAsync($"deleting mail {mail.Key}", limit => _client!.DeleteMessageAsync(number, limit), cancel);
                _numbers.Remove(mail.Key);
            }
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
