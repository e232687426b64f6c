using IntegrationActors.Core.Stores.Queues;
using IntegrationActors.Storage.Queues;

namespace IntegrationActors.Management.Queues;

/// <summary>A queue. Each of its messages is in one of the five counts.</summary>
public sealed record QueueView
{
    /// <summary>Name of the queue.</summary>
    public required string Name { get; init; }

    /// <summary>How consumers share it.</summary>
    public required QueueAccess Access { get; init; }

    /// <summary>Whether its consumers are held.</summary>
    public required bool Paused { get; init; }

    /// <summary>Messages that nobody has taken yet.</summary>
    public required long Waiting { get; init; }

    /// <summary>Messages that a consumer has.</summary>
    public required long Processing { get; init; }

    /// <summary>Messages that failed and will be tried again.</summary>
    public required long Retrying { get; init; }

    /// <summary>Messages that wait too long.</summary>
    public required long Overdue { get; init; }

    /// <summary>Messages that wait for a person.</summary>
    public required long SetAside { get; init; }

    /// <summary>When the oldest message was put in.</summary>
    public DateTimeOffset? Oldest { get; init; }

    /// <summary>Bytes that its messages take.</summary>
    public required long Bytes { get; init; }

    /// <summary>Open consumers.</summary>
    public required int Consumers { get; init; }

    internal static QueueView Of(QueueInfo queue) => new()
    {
        Name = queue.Name,
        Access = queue.Access,
        Paused = queue.Paused,
        Waiting = queue.Waiting,
        Processing = queue.Processing,
        Retrying = queue.Retrying,
        Overdue = queue.Overdue,
        SetAside = queue.SetAside,
        Oldest = queue.Oldest,
        Bytes = queue.Bytes,
        Consumers = queue.Consumers,
    };
}
