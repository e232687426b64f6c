using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Cli.Local.Running;

/// <summary>
/// A channel that fetches its messages: one reader, which (1) connects, again after growing pauses; (2) takes a message when the channel has a place; (3) lets it in and
/// runs it. Disposing waits until the last message is settled.
/// </summary>
internal sealed class LocalStream : IChannelStream
{
    private readonly ReconnectPause _pause = ReconnectPause.Usual();
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _places;
    private readonly IMessageSource _source;
    private readonly IFlowInlet _inlet;
    private readonly TimeProvider _time;
    private readonly Task _reader;
    private volatile ChannelStatus _status;

    public LocalStream(string channel, IMessageSource source, IFlowInlet inlet, TimeProvider time)
    {
        (_source, _inlet, _time) = (source, inlet, time);
        _places = new SemaphoreSlim(source.Concurrency, source.Concurrency);
        _status = new ChannelStatus(channel, ChannelState.Connecting, time.GetUtcNow());
        _reader = Task.Run(ReadAsync);
    }

    public ChannelStatus Status => _status with { Activity = _source.Activity };

    public async ValueTask StopAsync(CancellationToken cancel)
    {
        await _stop.CancelAsync();
        await _reader.WaitAsync(cancel);
        Note(ChannelState.Stopped, null);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        for (var i = 0; i < _source.Concurrency; i++)
        {
            await _places.WaitAsync();
        }

        await _source.DisposeAsync();
        _places.Dispose();
        _stop.Dispose();
    }

    private async Task ReadAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            TimeSpan? wait = null;
            try
            {
                await _source.ConnectAsync(_stop.Token);                                // 1
                Note(ChannelState.Connected, null);
                await TakeAsync();
            }
            catch (Exception) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                wait = _source.PauseAfter(e) ?? _pause.Next();
                Note(ChannelState.Failed, e is FaultException known ? known.Fault.ToString() : e.Message, _time.GetUtcNow() + wait.Value);
            }

            await Task.Delay(wait ?? _pause.Next(), _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TakeAsync()
    {
        await using var receipts = _source.ReceiveAsync(_stop.Token).GetAsyncEnumerator(CancellationToken.None);
        while (true)
        {
            await _places.WaitAsync(_stop.Token);                                       // 2
            var isTaken = false;
            try
            {
                isTaken = await receipts.MoveNextAsync();
            }
            finally
            {
                if (!isTaken)
                {
                    _places.Release();
                }
            }

            if (!isTaken)
            {
                return;
            }

            _pause.Reset();
            var receipt = receipts.Current;
            var admission = await AdmissionPatience.EnterAsync(_inlet, _time, _stop.Token);
            _ = Task.Run(() => RunAsync(receipt, admission), CancellationToken.None);   // 3
        }
    }

    private async Task RunAsync(Receipt receipt, Admission admission)
    {
        try
        {
            using (admission)
            {
                await (admission.IsAdmitted ? _inlet.ProcessAsync(receipt, CancellationToken.None) : receipt.ReleaseAsync());
            }
        }
        finally
        {
            _places.Release();
        }
    }

    private void Note(ChannelState state, string? reason, DateTimeOffset? nextTry = null) =>
        _status = _status with { State = state, Since = _time.GetUtcNow(), Reason = reason, NextTry = nextTry };
}
