using System.Collections.Concurrent;
using IntegrationActors.Adapters.Mail.Mailboxes;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.Mail.Sender;

/// <summary>
/// Tells the server of mails that are through: at once when they come slowly, of many together when they come fast, since each time costs the server writes that it waits for. What it was not told when a node dies
/// is known from the memory, so only mails that are noted there may wait.
/// </summary>
/// <param name="mailbox">The mailbox.</param>
/// <param name="mayWait">Whether mails are noted as through before they come here.</param>
/// <param name="time">The clock.</param>
internal sealed class MailFinisher(IMailbox mailbox, bool mayWait, TimeProvider time)
{
    private const int Most = 100;

    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(200);

    private readonly List<FoundMail> _waiting = [];
    private readonly ConcurrentDictionary<string, bool> _stuck = new(StringComparer.Ordinal);
    private long? _told;

    public Task AddAsync(FoundMail mail, CancellationToken cancel)
    {
        _waiting.Add(mail);
        return mayWait && _waiting.Count < Most && _told is { } told && time.GetElapsedTime(told) < Longest ? Task.CompletedTask : FlushAsync(cancel);
    }

    /// <summary>Whether the server refused to put the mail away: it is asked again with each poll, and that fails the poll, so it should come behind others.</summary>
    public bool IsStuck(string key) => _stuck.ContainsKey(key);

    /// <summary>Forgets those that are gone.</summary>
    public void Keep(Func<string, bool> isPresent)
    {
        foreach (var key in _stuck.Keys.Where(key => !isPresent(key)))
        {
            _stuck.TryRemove(key, out _);
        }
    }

    /// <summary>Leaves those that wait to the next poll, which finds them as through.</summary>
    public void Forget() => _waiting.Clear();

    /// <summary>Tells the server of those that wait. If that fails, the next poll finds them as through.</summary>
    public async Task FlushAsync(CancellationToken cancel)
    {
        if (_waiting.Count == 0)
        {
            return;
        }

        FoundMail[] mails = [.. _waiting];
        _waiting.Clear();
        try
        {
            await mailbox.FinishAsync(mails, cancel);
        }
        catch (FaultException e) when (e.Fault.Code == MailFaults.Refused)
        {
            Array.ForEach(mails, mail => _stuck[mail.Key] = true);
            throw;
        }

        _told = time.GetTimestamp();
    }
}
