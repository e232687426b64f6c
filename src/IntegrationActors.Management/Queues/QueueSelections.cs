using IntegrationActors.Core.Exchanges;
using IntegrationActors.Management.Problems;
using IntegrationActors.Storage.Queues;

namespace IntegrationActors.Management.Queues;

/// <summary>Checks which messages a request means: an empty body must never mean all of them.</summary>
internal static class QueueSelections
{
    public static QueueSelection Of(QueueSelectionRequest request)
    {
        var ways = (request.Ids is null ? 0 : 1) + (request.Status is null ? 0 : 1) + (request.All ? 1 : 0);
        if (ways != 1)
        {
            throw ProblemException.Invalid("say which messages are meant, in one way: {\"ids\": […]}, {\"status\": \"SetAside\"} or {\"all\": true}");
        }

        if (request.Ids is { Count: 0 })
        {
            throw ProblemException.Invalid("ids: there must be at least one");
        }

        return new QueueSelection { Ids = [.. (request.Ids ?? []).Select(Id)], Status = request.Status };
    }

    private static MessageId Id(string text) =>
        MessageId.TryParse(text, out var id) ? id : throw ProblemException.Invalid($"ids: '{text}' is no id of a message");
}
