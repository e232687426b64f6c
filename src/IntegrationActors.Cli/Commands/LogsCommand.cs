using System.CommandLine;
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
    private readonly MessageFilter _filter = new();

    public string Name => "logs";

    public string Summary => "Prints finished messages as lines, oldest first; by default those of the last hour.";

    public IReadOnlyList<string> Examples => ["ia logs", "ia logs -f --flow orders-to-erp", "ia logs --status failed --since 1d"];

    public IReadOnlyList<Symbol> Arguments => [_follow, .. _filter.Options];

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var from = _filter.From(run) ?? run.Terminal.Time.GetUtcNow() - Default;
        var printed = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var messages = await ReadAsync(run, from, cancel);
            foreach (var message in messages.Where(IsFinished).Where(m => printed.Add(m.Text("id")!)))
            {
                Print(run.Out, message);
            }

            if (!run.Value(_follow))
            {
                return ExitCode.Fine;
            }

            from = NextBegin(messages, from);
            await Task.Delay(Pause, run.Terminal.Time, cancel);
        }
    }

    // A message appears under its start time, and is printed at its end: the window reaches back to the oldest one that still runs.
    private static DateTimeOffset NextBegin(IReadOnlyList<JsonNode> messages, DateTimeOffset from) =>
        (messages.FirstOrDefault(m => !IsFinished(m)) ?? (messages is [.., var newest] ? newest : null))?.Time("started") ?? from;

    private static bool IsFinished(JsonNode message) => message.Text("status") is not ("PROCESSING" or "RETRY");

    private async Task<List<JsonNode>> ReadAsync(Invocation run, DateTimeOffset from, CancellationToken cancel)
    {
        var messages = new List<JsonNode>();
        var query = run.InTenant("messages") + _filter.Query(run, PageSize, from);
        string? cursor = null;
        do
        {
            var page = await run.Api.GetAsync(cursor is null ? query : $"{query}&cursor={Uri.EscapeDataString(cursor)}", cancel);
            messages.AddRange(page.Items("items"));
            cursor = page.Text("nextCursor");
        }
        while (cursor is not null);
        messages.Reverse();
        return messages;
    }

    private static void Print(TextWriter target, JsonNode message)
    {
        var keys = string.Concat(message.Items("keys").Select(k => $" {k.Text("name")}={k.Text("value")}"));
        var error = FaultText.Of(message) is { Length: > 0 } text ? " " + text : "";
        target.WriteLine(
            $"{Moments.Show(message.Time("started"))} {message.Text("status"),-9} {message.Text("flow")} {message.Text("id")} {Moments.ShowDuration(message.Number("durationMs"))}{keys}{error}");
        target.Flush();
    }
}
