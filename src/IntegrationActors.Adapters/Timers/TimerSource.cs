using System.Globalization;
using System.Runtime.CompilerServices;
using IntegrationActors.Adapters.Polling;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Adapters.Timers;

/// <summary>The times of a schedule: (1) waits for the next one; (2) passes it over while a run is active; (3) asks whether this node starts the flow.</summary>
internal sealed class TimerSource(TimerOptions options, TimerSchedule schedule, TimerFence fence, IFlowContext context) : IMessageSource
{
    private const string FiredTime = "CamelTimerFiredTime";

    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    // Of the reader alone.
    private bool _isStartDue = options.AtStart || !schedule.HasTimes;
    private DateTimeOffset _after = context.Time.GetUtcNow();
    private DateTimeOffset? _last;
    private int _passedOver;
    private int _missed;

    private volatile bool _isRunning;
    private volatile string? _activity;

    // One run, and the reader, who meanwhile says which times are passed over.
    public int Concurrency => 2;

    public string? Activity => _activity;

    // Starting a run is the first thing that needs the store.
    public ValueTask ConnectAsync(CancellationToken cancel) => default;

    public async IAsyncEnumerable<Receipt> ReceiveAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        if (_isStartDue && await StartAsync(cancel) is { } first)
        {
            yield return first;
        }

        while (true)
        {
            var due = await WaitAsync(cancel);                                          // 1
            var receipt = _isRunning ? null : await FireAsync(due, cancel);             // 2, 3
            _passedOver += receipt is null && _isRunning ? 1 : 0;
            _after = due;
            if (receipt is not null)
            {
                yield return receipt;
            }
        }
    }

    public ValueTask DisposeAsync() => default;

    private async ValueTask<Receipt?> StartAsync(CancellationToken cancel)
    {
        var held = await fence.TryStartAsync(cancel);
        _isStartDue = false;
        return held is null ? null : ReceiptOf(held, context.Time.GetUtcNow());
    }

    private async ValueTask<Receipt?> FireAsync(DateTimeOffset due, CancellationToken cancel) =>
        await fence.TryAsync(due, cancel) is { } held ? ReceiptOf(held, due) : null;

    private async ValueTask<DateTimeOffset> WaitAsync(CancellationToken cancel)
    {
        var next = schedule.After(_after);
        Tell(next);
        while (true)
        {
            var now = context.Time.GetUtcNow();
            if (next <= now)
            {
                var due = schedule.Latest(next.Value, now, out var missed);
                _missed += missed;
                return due;
            }

            var wait = next - now;
            await Task.Delay(wait < LongestWait ? wait.Value : LongestWait, context.Time, cancel);
        }
    }

    private TimerReceipt ReceiptOf(KeptLock held, DateTimeOffset due)
    {
        (_isRunning, _last) = (true, due);
        var message = new Message { Body = Payload.FromText(options.Body) };
        foreach (var (name, value) in options.Headers)
        {
            message.Headers.Set(name, value);
        }

        message.Headers.Set(FiredTime, due.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture));
        return new TimerReceipt(held, () => _isRunning = false) { Message = message };
    }

    private void Tell(DateTimeOffset? next)
    {
        var text = next is null ? "no further time" : $"next {Shown(next.Value)}";
        text += _last is { } last ? $", last here {Shown(last)}" : "";
        text += _passedOver > 0 ? string.Create(CultureInfo.InvariantCulture, $", {_passedOver} passed over because the run before was active") : "";
        _activity = _missed > 0 ? text + string.Create(CultureInfo.InvariantCulture, $", {_missed} missed") : text;
    }

    private static string Shown(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
