using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using IntegrationActors.Cli.Api;
using IntegrationActors.Cli.Output;

namespace IntegrationActors.Cli.Commands;

/// <summary>Prints the message log as lines, oldest first, and follows it.</summary>
internal sealed class LogsCommand : ICliCommand
{
    private const int PageSize = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Default = TimeSpan.FromHours(1);

    private readonly Option<bool> _follow = new("--follow", "-f") { Description = "Go on with new messages until interrupted" };
    private readonly Option<int> _tail = new("--tail", "-n") { HelpName = "N", Description = "Begin with the newest N messages at most", DefaultValueFactory = _ => 1000 };
    private readonly MessageFilter _filter = new();

    public string Name => "logs";

    public string Summary => "Prints finished messages as lines, oldest first; by default those of the last hour. With -o json each line is an object.";

    public IReadOnlyList<string> Examples => ["ia logs", "ia logs -f --flow orders-to-erp", "ia logs --status failed --since 1d -n 20"];

    public IReadOnlyList<Symbol> Arguments => [_follow, _tail, .. _filter.Options];

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var from = _filter.From(run) ?? run.Terminal.Time.GetUtcNow() - Default;
        var tail = run.Value(_tail) is >= 1 and var number ? number : throw CliException.Usage("--tail: at least 1");
        var (messages, isAll) = await ReadAsync(run, from, tail, cancel);
        if (!isAll)
        {
            run.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the newest {messages.Count} of more messages; --tail N begins earlier"));
        }

        Print(run, messages.Where(IsFinished));
        return run.Value(_follow) ? await FollowAsync(run, messages, from, cancel) : ExitCode.Fine;
    }

    private async Task<int> FollowAsync(Invocation run, IReadOnlyList<JsonNode> messages, DateTimeOffset from, CancellationToken cancel)
    {
        var printed = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            // What was printed before the window is never read again.
            printed.IntersectWith(messages.Select(Id));
            printed.UnionWith(messages.Where(IsFinished).Select(Id));
            from = NextBegin(messages, from);
            await Task.Delay(Pause, run.Terminal.Time, cancel);
            (messages, _) = await ReadAsync(run, from, int.MaxValue, cancel);
            Print(run, messages.Where(m => IsFinished(m) && !printed.Contains(Id(m))));
        }
    }

    // A message appears under its start time, and is printed at its end: the window reaches back to the oldest one that still runs.
    private static DateTimeOffset NextBegin(IReadOnlyList<JsonNode> messages, DateTimeOffset from) =>
        (messages.FirstOrDefault(m => !IsFinished(m)) ?? (messages is [.., var newest] ? newest : null))?.Time("started") ?? from;

    private static bool IsFinished(JsonNode message) => message.Text("status") is not ("PROCESSING" or "RETRY");

    private static string Id(JsonNode message) => message.Text("id")!;

    /// <summary>Messages of the window, oldest first, with those that still run whatever status is asked for: what they become shows at their end.</summary>
    private async Task<(List<JsonNode> Messages, bool IsAll)> ReadAsync(Invocation run, DateTimeOffset from, int most, CancellationToken cancel)
    {
        var messages = new List<JsonNode>();
        var query = run.InTenant("messages") + _filter.QueryWithRunning(run, PageSize, from);
        string? cursor = null;
        do
        {
            var page = await run.Api.GetAsync(cursor is null ? query : $"{query}&cursor={Uri.EscapeDataString(cursor)}", cancel);
            messages.AddRange(page.Items("items"));
            cursor = page.Text("nextCursor");
        }
        while (cursor is not null && messages.Count < most);
        var isAll = cursor is null && messages.Count <= most;
        messages.RemoveRange(Math.Min(most, messages.Count), Math.Max(0, messages.Count - most));
        messages.Reverse();
        return (messages, isAll);
    }

    private static void Print(Invocation run, IEnumerable<JsonNode> messages)
    {
        foreach (var message in messages)
        {
            run.Out.WriteLine(run.Format switch
            {
                OutputFormat.Json => Printer.OneLine(message),
                OutputFormat.Name => Id(message),
                OutputFormat.Yaml => throw CliException.Usage("'ia logs' prints lines, which YAML has not; use -o json"),
                _ => Line(message),
            });
        }

        run.Out.Flush();
    }

    private static string Line(JsonNode message)
    {
        var keys = string.Concat(message.Items("keys").Select(k => $" {k.Text("name")}={k.Text("value")}"));
        var error = FaultText.Of(message) is { Length: > 0 } text ? " " + text : "";
        return Harmless.Line(
            $"{Moments.Show(message.Time("started"))} {message.Text("status"),-9} {message.Text("flow")} {message.Text("id")} {Moments.ShowDuration(message.Number("durationMs"))}{keys}{error}");
    }
}
