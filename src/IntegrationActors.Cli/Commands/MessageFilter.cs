using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Cli.Commands;

/// <summary>Options that choose messages, and the query they make.</summary>
internal sealed class MessageFilter
{
    private static readonly string[] Running = ["processing", "retry"];

    private readonly Option<string[]> _status = new("--status", "-s") { HelpName = "STATUS", Description = "Only messages of this status: completed, failed, processing, …; may be given several times" };
    private readonly Option<string?> _flow = new("--flow") { HelpName = "NAME", Description = "Only messages of this flow" };
    private readonly Option<string?> _id = new("--id") { HelpName = "ID", Description = "Message id, correlation id or application id" };
    private readonly Option<string?> _key = new("--key", "-k") { HelpName = "NAME=VALUE", Description = "Tracked business key, such as orderId=4711" };
    private readonly Option<string?> _sender = new("--sender") { HelpName = "NAME", Description = "Who sent it, as the flow says" };
    private readonly Option<string?> _receiver = new("--receiver") { HelpName = "NAME", Description = "Who it was for, as the flow says" };
    private readonly Option<string?> _since = new("--since") { HelpName = "DURATION", Description = "Started within this time: 30s, 15m, 1h, 2d" };
    private readonly Option<DateTimeOffset?> _from = new("--from") { HelpName = "TIME", Description = "Started at or after this time (RFC 3339, UTC unless it says otherwise)", CustomParser = Time };
    private readonly Option<DateTimeOffset?> _to = new("--to") { HelpName = "TIME", Description = "Started before this time (RFC 3339, UTC unless it says otherwise)", CustomParser = Time };

    public IReadOnlyList<Symbol> Options => [_status, _flow, _id, _key, _sender, _receiver, _since, _from, _to];

    /// <summary>The query of the API, beginning with <c>?</c>.</summary>
    public string Query(Invocation run, int limit) => Query(run, limit, From(run), run.Value(_status) ?? []);

    /// <summary>The query, and with it the messages that still run.</summary>
    public string QueryWithRunning(Invocation run, int limit, DateTimeOffset from) =>
        Query(run, limit, from, run.Value(_status) is { Length: > 0 } statuses ? [.. statuses, .. Running] : []);

    private string Query(Invocation run, int limit, DateTimeOffset? from, IEnumerable<string> statuses)
    {
        var query = new List<(string Name, string? Value)>
        {
            ("limit", limit.ToString(CultureInfo.InvariantCulture)),
            ("flow", run.Value(_flow)),
            ("id", run.Value(_id)),
            ("key", Key(run.Value(_key))),
            ("sender", run.Value(_sender)),
            ("receiver", run.Value(_receiver)),
            ("from", Format(from)),
            ("to", Format(run.Value(_to))),
        };
        query.AddRange(statuses.Select(s => ("status", (string?)s)));
        return "?" + string.Join('&', query.Where(q => q.Value is not null).Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value!)}"));
    }

    /// <summary>Begin of the time that is asked for.</summary>
    public DateTimeOffset? From(Invocation run)
    {
        if (run.Value(_since) is not { } since)
        {
            return run.Value(_from);
        }

        return Duration.TryParse(since, out var ago)
            ? run.Terminal.Time.GetUtcNow() - ago
            : throw CliException.Usage($"--since '{since}' is no duration; write 30s, 15m, 1h or 2d");
    }

    private static DateTimeOffset? Time(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return time;
        }

        result.AddError($"'{text}' is no time; write it as 2026-11-23T14:05:00Z");
        return null;
    }

    private static string? Format(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private static string? Key(string? pair)
    {
        if (pair is null)
        {
            return null;
        }

        var (name, value) = NameValuePairs.Split("--key", pair);
        return $"{name}:{value}";
    }
}
