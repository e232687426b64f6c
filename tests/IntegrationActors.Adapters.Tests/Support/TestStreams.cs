using IntegrationActors.Core.Adapters;

namespace IntegrationActors.Adapters.Tests.Support;

/// <summary>Runs channels as the contract of <see cref="IChannelStreams"/> says, without Akka: one reader, so many runs at once. Does not connect again after a failure.</summary>
internal sealed class TestStreams : IChannelStreams
{
    public IChannelStream Start(string channel, IMessageSource source, IFlowInlet inlet) => new Stream(channel, source, inlet);

    private sealed class Stream : IChannelStream
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly List<Task> _runs = [];
        private readonly string _channel;
        private readonly IMessageSource _source;
        private readonly IFlowInlet _inlet;
        private readonly Task _reader;

        public Stream(string channel, IMessageSource source, IFlowInlet inlet)
        {
            (_channel, _source, _inlet) = (channel, source, inlet);
            _reader = Task.Run(ReadAsync);
        }

        public ChannelStatus Status => new(_channel, _stop.IsCancellationRequested ? ChannelState.Stopped : ChannelState.Connected, DateTimeOffset.UnixEpoch);

        public async ValueTask StopAsync(CancellationToken cancel)
        {
            await _stop.CancelAsync();
            await _reader.WaitAsync(cancel);
        }

        public async ValueTask DisposeAsync()
        {
            await StopAsync(CancellationToken.None);
            await Task.WhenAll(_runs);
            await _source.DisposeAsync();
        }

        // A message is admitted before the next one is taken, so stopping the reader is enough.
        private async Task ReadAsync()
        {
            try
            {
                await _source.ConnectAsync(_stop.Token);
                await foreach (var receipt in _source.ReceiveAsync(_stop.Token))
                {
                    var admission = await _inlet.EnterAsync(CancellationToken.None);
                    Assert.True(admission.IsAdmitted);
                    _runs.Add(Task.Run(() => RunAsync(receipt, admission)));
                }
            }
            catch (OperationCanceledException)
            {
                // Stopped.
            }
        }

        private async Task RunAsync(Receipt receipt, Admission admission)
        {
            using (admission)
            {
                await _inlet.ProcessAsync(receipt, CancellationToken.None);
            }
        }
    }
}
