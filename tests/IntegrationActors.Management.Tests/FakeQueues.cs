using System.Globalization;
using System.Text;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Queues;
using IntegrationActors.Storage.Queues;

namespace IntegrationActors.Management.Tests;

/// <summary>Queues in memory: what the API asks of a store, without consumers.</summary>
public sealed class FakeQueues : IQueueOperations
{
    private readonly SortedDictionary<string, List<QueueEntry>> _queues = new(StringComparer.Ordinal);
    private readonly HashSet<string> _paused = new(StringComparer.Ordinal);

    /// <summary>What messages hold, by their id.</summary>
    public Dictionary<MessageId, (Message Message, IReadOnlyList<KeyValuePair<string, string>> Properties)> Contents { get; } = [];

    public void Declare(string queue) => _queues.TryAdd(queue, []);

    /// <summary>Puts a message in that is in this status; each comes a second after the one before.</summary>
    public string Add(string queue, QueueEntryStatus status = QueueEntryStatus.Waiting)
    {
        Declare(queue);
        var at = new DateTimeOffset(2026, 11, 23, 11, 0, _queues.Values.Sum(q => q.Count), TimeSpan.Zero);
        var failed = status is QueueEntryStatus.SetAside or QueueEntryStatus.Retry;
        var entry = new QueueEntry
        {
            Id = MessageId.Create(at),
            Status = status,
            Enqueued = at,
            Due = status == QueueEntryStatus.SetAside ? null : at,
            OverdueAt = at.AddDays(2),
            Expires = at.AddDays(30),
            Retries = failed ? 3 : 0,
            Sender = "shop",
            Bytes = 10,
            FaultCode = failed ? "IA3001" : null,
            FaultMessage = failed ? "the ERP said no" : null,
        };
        _queues[queue].Add(entry);
        return entry.Id.ToString();
    }

    public ValueTask<IReadOnlyList<QueueInfo>> ListAsync(CancellationToken cancel) => new([.. _queues.Keys.Select(Info)]);

    public ValueTask<QueueInfo?> FindAsync(string queue, CancellationToken cancel) => new(_queues.ContainsKey(queue) ? Info(queue) : null);

    public ValueTask<QueuePage> BrowseAsync(string queue, QueueBrowse browse, CancellationToken cancel)
    {
        var from = browse.Cursor is null ? 0 : int.TryParse(browse.Cursor, CultureInfo.InvariantCulture, out var number) ? number : throw new ArgumentException("The cursor is not one that an earlier page gave.", nameof(browse));
        var found = Of(queue).Where(e => browse.Status is null || e.Status == browse.Status).ToList();
        if (browse.NewestFirst)
        {
            found.Reverse();
        }

        var next = from + browse.Limit < found.Count ? (from + browse.Limit).ToString(CultureInfo.InvariantCulture) : null;
        return new(new QueuePage([.. found.Skip(from).Take(browse.Limit)], next));
    }

    public ValueTask<QueueEntry?> FindEntryAsync(string queue, MessageId id, CancellationToken cancel) => new(Of(queue).Find(e => e.Id == id));

    public ValueTask<QueueEntryContent?> ReadAsync(string queue, MessageId id, CancellationToken cancel)
    {
        var content = Contents.TryGetValue(id, out var known) ? known : (new Message { Body = Payload.FromBytes(Encoding.UTF8.GetBytes("body")) }, []);
        return new(Of(queue).Find(e => e.Id == id) is { } entry ? new QueueEntryContent(entry, content.Message, content.Properties) : null);
    }

    public ValueTask<QueueChange> RetryAsync(string queue, QueueSelection selection, CancellationToken cancel)
    {
        var chosen = Chosen(queue, selection);
        _queues[queue] = [.. Of(queue).Select(e => chosen.Contains(e) ? e with { Status = QueueEntryStatus.Waiting, Retries = 0 } : e)];
        return new(new QueueChange(chosen.Count, HasMore: false));
    }

    public ValueTask<QueueChange> MoveAsync(string queue, string target, QueueSelection selection, CancellationToken cancel)
    {
        var chosen = Chosen(queue, selection);
        Of(target).AddRange(chosen.Select(e => e with { Status = QueueEntryStatus.Waiting }));
        Of(queue).RemoveAll(chosen.Contains);
        return new(new QueueChange(chosen.Count, HasMore: false));
    }

    public ValueTask<QueueChange> DeleteAsync(string queue, QueueSelection selection, CancellationToken cancel)
    {
        var chosen = Chosen(queue, selection);
        return new(new QueueChange(Of(queue).RemoveAll(chosen.Contains), HasMore: false));
    }

    public ValueTask PauseAsync(string queue, CancellationToken cancel)
    {
        Of(queue);
        _paused.Add(queue);
        return default;
    }

    public ValueTask ResumeAsync(string queue, CancellationToken cancel)
    {
        Of(queue);
        _paused.Remove(queue);
        return default;
    }

    public ValueTask<bool> DeleteQueueAsync(string queue, bool force, CancellationToken cancel) =>
        !force && _queues.TryGetValue(queue, out var entries) && entries.Count > 0
            ? throw new FaultException("IA3515", $"Queue '{queue}' has {entries.Count} messages.", "Delete or move them first, or delete the queue with force.")
            : new(_queues.Remove(queue));

    private List<QueueEntry> Of(string queue) => _queues.TryGetValue(queue, out var entries) ? entries : throw new FaultException("IA3503", $"There is no queue '{queue}'.");

    private HashSet<QueueEntry> Chosen(string queue, QueueSelection selection) =>
        [.. Of(queue).Where(e => selection.Ids.Count > 0 ? selection.Ids.Contains(e.Id) : selection.Status is null || e.Status == selection.Status)];

    private QueueInfo Info(string queue)
    {
        var entries = _queues[queue];
        return new QueueInfo
        {
            Name = queue,
            Access = QueueAccess.NonExclusive,
            Waiting = entries.Count(e => e.Status == QueueEntryStatus.Waiting),
            SetAside = entries.Count(e => e.Status == QueueEntryStatus.SetAside),
            Retrying = entries.Count(e => e.Status == QueueEntryStatus.Retry),
            Oldest = entries.Count > 0 ? entries[0].Enqueued : null,
            Bytes = entries.Sum(e => e.Bytes),
            Paused = _paused.Contains(queue),
        };
    }
}
