using System.Runtime.CompilerServices;
using System.Threading.Channels;
using IntegrationActors.Cli.Local.Running;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Cli.Tests.Local.Running;

public sealed class LocalStreamTests
{
    [Fact]
    public async Task Messages_run_and_disposing_waits_until_the_last_is_settled()
    {
        var (source, inlet) = (new Source(), new Inlet());
        var stream = new LocalStreams(TimeProvider.System).Start("test", source, inlet);

        source.Messages.Writer.TryWrite(Receipt());
        await inlet.Entered.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var disposing = stream.DisposeAsync().AsTask();
        Assert.False(disposing.IsCompleted);
        inlet.Leave.SetResult();
        await disposing;

        Assert.True(source.IsDisposed);
        Assert.Equal(ChannelState.Stopped, stream.Status.State);
    }

    private static TestReceipt Receipt() => new() { Message = new Message() };

    private sealed class TestReceipt : Receipt
    {
        public override ValueTask SettleAsync(Settlement settlement, CancellationToken cancel) => default;
    }

    private sealed class Source : IMessageSource
    {
        public Channel<Receipt> Messages { get; } = Channel.CreateUnbounded<Receipt>();

        public bool IsDisposed { get; private set; }

        public int Concurrency => 2;

        public ValueTask ConnectAsync(CancellationToken cancel) => default;

        public async IAsyncEnumerable<Receipt> ReceiveAsync([EnumeratorCancellation] CancellationToken cancel)
        {
            while (true)
            {
                yield return await Messages.Reader.NextAsync(cancel);
            }
        }

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return default;
        }
    }

    private sealed class Inlet : IFlowInlet
    {
        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Leave { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public FlowIdentity Flow { get; } = new("demo", "test", 1);

        public ValueTask<Admission> EnterAsync(CancellationToken cancel) => new(new Admission(AdmissionKind.Admitted));

        public async ValueTask ProcessAsync(Receipt receipt, CancellationToken cancel)
        {
            Entered.TrySetResult();
            await Leave.Task;
        }
    }
}
