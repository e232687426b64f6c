using IntegrationActors.Core.Stores.Queues;

namespace IntegrationActors.Storage.Queues;

/// <summary>A queue as people see it. Each message is in exactly one of the five counts.</summary>
public sealed record QueueInfo
{
    public required string Name { get; init; }

    /// <summary>How consumers share it.</summary>
    public required QueueAccess Access { get; init; }

    /// <summary>Messages that nobody has taken yet.</summary>
    public long Waiting { get; init; }

    /// <summary>Messages that a consumer has.</summary>
    public long Processing { get; init; }

    /// <summary>Messages that failed and will be tried again.</summary>
    public long Retrying { get; init; }

    /// <summary>Messages that wait too long.</summary>
    public long Overdue { get; init; }

    /// <summary>Messages that wait for a person.</summary>
    public long SetAside { get; init; }

    /// <summary>When the oldest message was put in; null when the queue is empty.</summary>
    public DateTimeOffset? Oldest { get; init; }

    /// <summary>Bytes that its messages take: bodies, headers, properties and attachments.</summary>
    public long Bytes { get; init; }

    /// <summary>Whether consumers are held: messages are taken in, none is given out.</summary>
    public bool Paused { get; init; }

    /// <summary>Open consumers on all nodes, as far as this node knows.</summary>
    public int Consumers { get; init; }

    /// <summary>Messages in all.</summary>
    public long Total => Waiting + Processing + Retrying + Overdue + SetAside;
}
