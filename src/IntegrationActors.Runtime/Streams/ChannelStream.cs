using System.Runtime.CompilerServices;
using Akka.Streams;
using Akka.Streams.Dsl;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Runtime.Streams;

/// <summary>
/// A channel that fetches its messages, as a graph: (1) a source that takes one message when there is demand, and connects again after a pause when the sender system failed;
/// (2) a kill switch; (3) a sink with as many messages side by side as the channel has places: admission, then the run, which settles the receipt. No failure of a
/// message ends the graph. Stopping: the source gives out nothing more, what has not entered is given back, what is inside runs to its end.
/// </summary>
internal sealed class ChannelStream(IMessageSource source, IFlowInlet inlet, ChannelWatch watch, TimeProvider time) : IChannelStream
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Crossing _crossing = new();
    private UniqueKillSwitch _switch = null!;
    private Task _ended = Task.CompletedTask;

    // Of the reader alone.
    private TimeSpan? _wait;

    public ChannelStatus Status => watch.Status with { Activity = source.Activity };

    /// <summary>Begins; call once.</summary>
    /// <param name="pause">How long to wait after a failure when the source does not say so.</param>
    /// <param name="materializer">Runs the graph.</param>
    /// <param name="terminated">Ends with the actor system, which cuts graphs off without a word.</param>
    public void Run(ReconnectPause pause, IMaterializer materializer, Task terminated)
    {
        (_switch, var done) = Source
            .From(() => ReceiveAsync(pause))                                             // 1
            .ViaMaterialized(KillSwitches.Single<Receipt>(), Keep.Right)                 // 2
            .ToMaterialized(new RunSink(source.Concurrency, (receipt, ended) => _ = RunAsync(receipt, ended)), Keep.Both)        // 3
            .Run(materializer);
        _ended = EndAsync(Task.WhenAny(done, terminated));
    }

    public async ValueTask StopAsync(CancellationToken cancel)
    {
        await _stop.CancelAsync();
        await Task.WhenAny(_crossing.CloseAsync(), _ended).WaitAsync(cancel);
        _switch.Shutdown();
        watch.Stopped();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        await _ended;
    }

    // Ends when the channel stops, never before.
    private async IAsyncEnumerable<Receipt> ReceiveAsync(ReconnectPause pause)
    {
        while (!_stop.IsCancellationRequested)
        {
            _wait = null;
            if (await ConnectAsync(pause))
            {
                await using var receipts = source.ReceiveAsync(_stop.Token).GetAsyncEnumerator(CancellationToken.None);
                while (await NextAsync(receipts, pause))
                {
                    pause.Reset();
                    yield return receipts.Current;
                }
            }

            await Task.Delay(_wait ?? pause.Next(), time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async ValueTask<bool> ConnectAsync(ReconnectPause pause)
    {
        try
        {
            await source.ConnectAsync(_stop.Token);
            watch.Connected();
            return true;
        }
        catch (Exception e)
        {
            Note(e, pause);
            return false;
        }
    }

    /// <summary>Takes a message, which is crossing then until it is inside or given back.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> NextAsync(IAsyncEnumerator<Receipt> receipts, ReconnectPause pause)
    {
        _crossing.Begin();
        var isTaken = false;
        try
        {
            isTaken = !_stop.IsCancellationRequested && await receipts.MoveNextAsync();
        }
        catch (Exception e)
        {
            Note(e, pause);
        }

        if (!isTaken)
        {
            _crossing.End();
        }

        return isTaken;
    }

    private void Note(Exception failure, ReconnectPause pause)
    {
        if (!_stop.IsCancellationRequested)
        {
            _wait = source.PauseAfter(failure) ?? pause.Next();
            watch.Failed(failure, time.GetUtcNow() + _wait.Value);
        }
    }

    private async Task RunAsync(Receipt receipt, Action ended)
    {
        try
        {
            using var admission = await EnterAsync(receipt);
            if (admission.IsAdmitted)
            {
                await inlet.ProcessAsync(receipt, CancellationToken.None);
            }
        }
        catch (Exception e)
        {
            watch.Lost(e);
        }
        finally
        {
            ended();
        }
    }

    private async ValueTask<Admission> EnterAsync(Receipt receipt)
    {
        try
        {
            var admission = await AdmissionPatience.EnterAsync(inlet, time, _stop.Token);
            if (!admission.IsAdmitted)
            {
                await receipt.ReleaseAsync();
            }

            return admission;
        }
        finally
        {
            _crossing.End();
        }
    }

    private async Task EndAsync(Task done)
    {
        await done;
        await _stop.CancelAsync();
        watch.Stopped();
        await source.DisposeAsync();
    }
}
