using System.CommandLine;
using System.Text.Json.Nodes;
using IntegrationActors.Cli.Api;

namespace IntegrationActors.Cli.Commands;

/// <summary>Arguments that choose messages of a queue: ids, a status, or all.</summary>
internal sealed class QueueSelection
{
    private readonly Argument<string[]> _ids = new("ID") { Arity = ArgumentArity.ZeroOrMore, Description = "Ids of messages, as 'ia get queue-messages' shows them" };
    private readonly Option<string?> _status = new("--status", "-s") { HelpName = "STATUS", Description = "All messages in this status: waiting, retry, set-aside or overdue" };
    private readonly Option<bool> _all = new("--all") { Description = "All messages" };

    public QueueSelection() => _status.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "waiting", "retry", "set-aside", "overdue");

    public IReadOnlyList<Symbol> Arguments => [_ids, _status, _all];

    /// <summary>The selection as the API reads it.</summary>
    /// <exception cref="CliException">None or several ways were given.</exception>
    public JsonObject Body(Invocation run)
    {
        var (ids, status, all) = (run.Value(_ids), run.Value(_status), run.Value(_all));
        return (ids.Length > 0, status is not null, all) switch
        {
            (true, false, false) => new JsonObject { ["ids"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]) },
            (false, true, false) => new JsonObject { ["status"] = Word(status!) },
            (false, false, true) => new JsonObject { ["all"] = true },
            _ => throw CliException.Usage("say which messages are meant, in one way: ids, --status or --all"),
        };
    }

    /// <summary>What is meant, for a question.</summary>
    public string Describe(Invocation run) => run.Value(_ids) is { Length: > 0 } ids
        ? $"{ids.Length} {(ids.Length == 1 ? "message" : "messages")}"
        : run.Value(_status) is { } status ? $"all messages in status {status}" : "all messages";

    /// <summary>Does it with all that are meant, also where the server does a part at a time.</summary>
    /// <returns>How many messages were changed, as the answer of the server.</returns>
    public static async Task<JsonNode> SendAsync(Invocation run, string path, JsonObject body, CancellationToken cancel)
    {
        var answer = await run.Api.SendAsync(HttpMethod.Post, path, body, cancel);
        var total = answer.Number("count") ?? 0;
        while (answer.IsTrue("hasMore"))
        {
            answer = await run.Api.SendAsync(HttpMethod.Post, path, body, cancel);
            total += answer.Number("count") ?? 0;
        }

        answer["count"] = (long)total;
        return answer;
    }

    /// <summary>The status as the API calls it: case does not matter there.</summary>
    public static string Word(string status) => status.Replace("-", "", StringComparison.Ordinal);
}
