using System.Collections.Concurrent;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Engine.Tests.Support;

internal sealed class RecordingLog : IMessageLog
{
    public ConcurrentQueue<MessageRecord> Begun { get; } = [];

    public ConcurrentQueue<MessageRecord> Ended { get; } = [];

    public MessageRecord Only => Assert.Single(Ended);

    public bool IsBehind { get; set; }

    public void Begin(MessageRecord record) => Begun.Enqueue(record);

    public void End(MessageRecord record) => Ended.Enqueue(record);
}
