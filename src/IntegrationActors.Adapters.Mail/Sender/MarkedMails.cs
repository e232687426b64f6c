using IntegrationActors.Adapters.Mail.Mailboxes;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Stores.Idempotency;

namespace IntegrationActors.Adapters.Mail.Sender;

/// <summary>Mails that the channel marked as through and that are still there, which each poll takes away. Those that people marked are left alone, and asked for once. Of the reader alone.</summary>
internal sealed class MarkedMails(MailSenderOptions options, IMailbox mailbox, MailMemory memory)
{
    private readonly HashSet<string> _foreign = new(StringComparer.Ordinal);
    private readonly HashSet<string> _saidToBeAway = new(StringComparer.Ordinal);
    private FaultException? _refusal;

    /// <summary>How many of them the server said in the poll before to be away.</summary>
    public int Staying { get; private set; }

    /// <summary>Takes them away. That the server refuses is told at the end of the poll, so that new mails do not wait for it.</summary>
    public async ValueTask ClearAsync(string place, CancellationToken cancel)
    {
        _refusal = null;
        var marked = options.Idempotent ? await mailbox.MarkedAsync(cancel) : MailList.None;
        _foreign.RemoveWhere(key => !marked.Has(key));
        var asked = marked.All.Where(mail => !_foreign.Contains(mail.Key)).Take(options.MaxMessagesPerPoll).ToArray();
        var known = await Task.WhenAll(asked.Select(mail => memory.AskAsync(place, mail.Key, cancel)));
        _foreign.UnionWith(asked.Where((_, i) => known[i] == IdempotencyStatus.New).Select(mail => mail.Key));
        var through = asked.Where((_, i) => known[i] == IdempotencyStatus.Done).ToArray();
        Staying = through.Count(mail => _saidToBeAway.Contains(mail.Key));
        _saidToBeAway.Clear();
        if (through.Length > 0)
        {
            await FinishAsync(through, cancel);
        }
    }

    /// <summary>The poll is over.</summary>
    /// <exception cref="FaultException">IA3866: the server refused to take them away.</exception>
    public void EndPoll()
    {
        if (_refusal is { } refusal)
        {
            _refusal = null;
            throw refusal;
        }
    }

    private async ValueTask FinishAsync(FoundMail[] through, CancellationToken cancel)
    {
        try
        {
            await mailbox.FinishAsync(through, cancel);
            _saidToBeAway.UnionWith(through.Select(mail => mail.Key));
        }
        catch (FaultException e) when (e.Fault.Code == MailFaults.Refused)
        {
            _refusal = e;
        }
    }
}
