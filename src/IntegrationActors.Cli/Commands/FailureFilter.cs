using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Cli.Commands;

/// <summary>Options that choose failed messages.</summary>
internal sealed class FailureFilter
{
    private readonly Option<string?> _flow = new("--flow") { HelpName = "NAME", Description = "Messages of this flow" };
    private readonly Option<int?> _version = new("--version") { HelpName = "N", Description = "Messages of this version of the flow" };
    private readonly Option<string?> _step = new("--step") { HelpName = "NAME", Description = "Messages that failed in this step" };
    private readonly Option<string?> _code = new("--code") { HelpName = "CODE", Description = "Messages that failed with this code, such as IA3001" };
    private readonly Option<string?> _since = new("--since") { HelpName = "DURATION", Description = "Started within this time: 15m, 1h, 2d [default 24h]" };

    public IReadOnlyList<Symbol> Options => [_flow, _version, _step, _code, _since];

    /// <summary>The filter as a query; empty when there is none.</summary>
    public string Query(Invocation run)
    {
        var members = Members(run).Select(m => $"{m.Name}={Uri.EscapeDataString(m.Value)}").ToList();
        return members.Count == 0 ? "" : "?" + string.Join('&', members);
    }

    /// <summary>The filter as a body.</summary>
    public JsonObject Body(Invocation run)
    {
        var body = new JsonObject();
        foreach (var (name, value) in Members(run))
        {
            body[name] = value;
        }

        if (run.Value(_version) is { } version)
        {
            body["version"] = version;
        }

        return body;
    }

    private IEnumerable<(string Name, string Value)> Members(Invocation run)
    {
        (string Name, string? Value)[] all =
        [
            ("flow", run.Value(_flow)),
            ("version", run.Value(_version)?.ToString(CultureInfo.InvariantCulture)),
            ("step", run.Value(_step)),
            ("code", run.Value(_code)),
            ("since", Since(run)),
        ];
        return all.Where(m => m.Value is not null).Select(m => (m.Name, m.Value!));
    }

    private string? Since(Invocation run) => run.Value(_since) switch
    {
        null => null,
        var text when Duration.TryParse(text, out var ago) => (run.Terminal.Time.GetUtcNow() - ago).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        var text => throw CliException.Usage($"--since '{text}' is no duration; write 30s, 15m, 1h or 2d"),
    };
}
