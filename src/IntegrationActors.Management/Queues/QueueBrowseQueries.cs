using System.Globalization;
using IntegrationActors.Management.Problems;
using IntegrationActors.Management.Requests;
using IntegrationActors.Storage.Queues;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace IntegrationActors.Management.Queues;

/// <summary>Reads from the query of a request which messages of a queue are looked at.</summary>
internal static class QueueBrowseQueries
{
    public static readonly QueryParameter[] Parameters =
    [
        new("status", "Only messages of this status: Waiting, Processing, Retry, SetAside or Overdue."),
        new("order", "oldest (default) or newest: with which the list begins."),
        new("limit", "Messages on a page, 1 to 1000. Default 50.") { Type = JsonSchemaType.Integer },
        new("cursor", "nextCursor of the page before, with the same status and order."),
    ];

    public static QueueBrowse Of(IQueryCollection query) => new()
    {
        Status = Status(query["status"].ToString()),
        NewestFirst = IsNewestFirst(query["order"].ToString()),
        Limit = Limit(query["limit"].ToString()),
        Cursor = query["cursor"].ToString() is { Length: > 0 } cursor ? cursor : null,
    };

    private static QueueEntryStatus? Status(string text) => text switch
    {
        "" => null,
        _ when Enum.TryParse<QueueEntryStatus>(text, ignoreCase: true, out var status) && char.IsLetter(text[0]) => status,
        _ => throw ProblemException.Invalid($"status: '{text}' is none of {string.Join(", ", Enum.GetNames<QueueEntryStatus>())}"),
    };

    private static bool IsNewestFirst(string text) => text switch
    {
        "" or "oldest" => false,
        "newest" => true,
        _ => throw ProblemException.Invalid($"order: '{text}' is neither oldest nor newest"),
    };

    private static int Limit(string text) => text switch
    {
        "" => new QueueBrowse().Limit,
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= QueueBrowse.LargestPage => limit,
        _ => throw ProblemException.Invalid($"limit: '{text}' is no number from 1 to {QueueBrowse.LargestPage}"),
    };
}
