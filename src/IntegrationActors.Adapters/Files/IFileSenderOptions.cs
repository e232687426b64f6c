using IntegrationActors.Adapters.Polling;

namespace IntegrationActors.Adapters.Files;

/// <summary>When and where a sender channel looks for files, and how many it takes. What each option means stands with the options of the channel.</summary>
public interface IFileSenderOptions : IFileTakingOptions
{
    string Directory { get; }

    string FileName { get; }

    PollOptions? Poll { get; }

    int MaxMessagesPerPoll { get; }

    int Concurrency { get; }

    bool SinglePoller { get; }

    bool StopOnException { get; }

    bool Idempotent { get; }
}
