using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.Queues;

namespace IntegrationActors.Storage.Tests.Faults;

/// <summary>Work on all parts of a store, and what was acknowledged of it. Whatever fails is tried again: after one fault the store is well by itself.</summary>
internal sealed class WalkedWork(FaultyStore store)
{
    private const int Tries = 5;
    private const string Queue = "orders";
    private const string InOrder = "in-order";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, string> _passwords = new(StringComparer.Ordinal);
    private readonly HashSet<string> _put = new(StringComparer.Ordinal);
    private readonly HashSet<string> _completed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly List<string> _inOrder = [];
    private MessageRecord? _logged;

    public async Task RunAsync()
    {
        await PutCredentialAsync("erp", "first");
        await PutCredentialAsync("erp", "second");
        _logged = Log(MessageStatus.Completed);
        await TryAsync(() => store.Queues.DeclareAsync(new QueueDeclaration(Queue, QueueAccess.NonExclusive), CancellationToken.None).AsTask());
        await TryAsync(() => store.Queues.DeclareAsync(new QueueDeclaration(InOrder, QueueAccess.Exclusive), CancellationToken.None).AsTask());
        await PutAsync(Queue, "a", "b", "c");
        await PutAsync(InOrder, "1", "2", "3");
        await TakeAsync();
        await TakeInOrderAsync();
        await PutAsync(Queue, "d");
    }

    /// <summary>Looks at the store as it is after the process has died and was started again.</summary>
    public async Task CheckAsync(FaultyStore reopened, string where)
    {
        foreach (var (name, password) in _passwords)
        {
            var found = await reopened.Credentials.FindAsync(name, CancellationToken.None);
            Assert.True((found as UserCredential)?.Password == password, $"{where}: credential {name} is not what was acknowledged");
        }

        var logged = await reopened.Messages.FindAsync(_logged!.Id, CancellationToken.None);
        Assert.True(logged?.Message.Status == MessageStatus.Completed, $"{where}: the log entry is {logged?.Message.Status}");
        Assert.True(_inOrder.Where((body, i) => i == 0 || body != _inOrder[i - 1]).SequenceEqual(["1", "2", "3"]), $"{where}: order {string.Join(' ', _inOrder)}");
        var left = await LeftAsync(reopened);
        Assert.True(_put.Except(_completed).All(left.Contains), $"{where}: acknowledged {string.Join(' ', _put)}, completed {string.Join(' ', _completed)}, left {string.Join(' ', left)}");
        Assert.True(left.All(body => _asked.Contains(body) && !_completed.Contains(body)), $"{where}: left {string.Join(' ', left)}, completed {string.Join(' ', _completed)}");
    }

    private async Task PutCredentialAsync(string name, string password)
    {
        await TryAsync(() => store.Credentials.PutUserAsync(name, "user", password));
        _passwords[name] = password;
    }

    private MessageRecord Log(MessageStatus status)
    {
        var record = store.Record();
        store.Log.Begin(record);
        record.Status = status;
        store.Log.End(record);
        return record;
    }

    private async Task PutAsync(string queue, params string[] bodies)
    {
        foreach (var body in bodies)
        {
            _asked.Add(body);
            await TryAsync(() => store.Queues.PutAsync(queue, store.Message(body, deduplicationId: body), CancellationToken.None).AsTask());
            _put.Add(body);
        }
    }

    // One is done, one fails and is done at its second try, one is given back.
    private async Task TakeAsync()
    {
        await using var consumer = await OpenAsync(Queue);
        await CompleteAsync(await NextAsync(consumer));
        var failed = await NextAsync(consumer);
        await TryOnceAsync(() => failed.FailAsync(new Fault("IA3001", "The receiver said no."), CancellationToken.None).AsTask());
        var released = await NextAsync(consumer);
        await TryOnceAsync(() => released.ReleaseAsync().AsTask());
        await CompleteAsync(await NextAsync(consumer));
    }

    private async Task TakeInOrderAsync()
    {
        await using var consumer = await OpenAsync(InOrder);
        for (var i = 0; i < 2; i++)
        {
            var delivery = await NextAsync(consumer);
            _inOrder.Add(Body(delivery));
            await CompleteAsync(delivery);
        }

        var failed = await NextAsync(consumer);
        _inOrder.Add(Body(failed));
        await TryOnceAsync(() => failed.FailAsync(new Fault("IA3001", "The receiver said no."), CancellationToken.None).AsTask());
    }

    private async Task<IQueueConsumer> OpenAsync(string queue)
    {
        var options = new QueueConsumerOptions { Concurrency = 1, Retry = new QueueRetry { Interval = TimeSpan.FromSeconds(1), Jitter = 0 } };
        return await TryAsync(() => store.Queues.OpenAsync(queue, options, CancellationToken.None).AsTask());
    }

    private static Task<IQueueDelivery> NextAsync(IQueueConsumer consumer) => TryAsync(() => consumer.NextAsync(CancellationToken.None).AsTask()).WaitAsync(Patience);

    // A delivery tries to write what became of it until that is written, or until somebody else has the message.
    private async Task CompleteAsync(IQueueDelivery delivery)
    {
        if (await TryOnceAsync(() => delivery.CompleteAsync(CancellationToken.None).AsTask()))
        {
            _completed.Add(Body(delivery));
        }
    }

    private static async Task<HashSet<string>> LeftAsync(FaultyStore store)
    {
        var left = new HashSet<string>(StringComparer.Ordinal);
        foreach (var queue in (string[])[Queue, InOrder])
        {
            var count = store.Count($"queue_message WHERE queue = (SELECT id FROM queue WHERE name = '{queue}')");
            await using var consumer = await store.Queues.OpenAsync(queue, new QueueConsumerOptions { Concurrency = 10 }, CancellationToken.None);
            for (var i = 0; i < count; i++)
            {
                var delivery = await NextAsync(consumer);
                left.Add(Body(delivery));
                await delivery.CompleteAsync(CancellationToken.None);
            }
        }

        return left;
    }

    private static string Body(IQueueDelivery delivery) => delivery.Message.Body.AsText();

    private static async Task<T> TryAsync<T>(Func<Task<T>> work)
    {
        for (var i = 1; ; i++)
        {
            try
            {
                return await work();
            }
            catch (Exception e) when (i < Tries && e is StoreUnavailableException or FaultException)
            {
                // Not acknowledged: done again.
            }
        }
    }

    private static Task TryAsync(Func<Task> work) => TryAsync(async () =>
    {
        await work();
        return true;
    });

    private static async Task<bool> TryOnceAsync(Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (Exception e) when (e is StoreUnavailableException or FaultException)
        {
            return false;
        }
    }
}
