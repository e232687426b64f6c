using System.CommandLine;
using System.Text.Json.Nodes;
using IntegrationActors.Cli.Api;
using IntegrationActors.Cli.Local;
using IntegrationActors.Cli.Output;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Definitions;

namespace IntegrationActors.Cli.Commands;

/// <summary>Deploys the flows of files, folders and zips. All are checked first; with an error in one nothing is deployed.</summary>
internal sealed class ApplyCommand : ICliCommand
{
    private static readonly IReadOnlyList<Column> Columns =
    [
        Column.Of("FLOW", "name"),
        Column.Of("VERSION", "version"),
        Column.Of("STATUS", "status"),
        Column.Of("ARTIFACT", "artifact", wide: true),
        Column.OfList("ENDPOINTS", "endpoints"),
    ];

    private static readonly IReadOnlyList<Column> CheckedColumns = [Column.Of("FLOW", "name"), Column.Of("VERSION", "currentVersion"), new Column("CHANGE", Change)];

    private readonly Option<string[]> _file = new("--file", "-f")
    {
        HelpName = "PATH",
        Description = "A flow file (*.flow.yaml), a folder, a zip, or - for standard input; several are checked together",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string[]> _set = new("--set") { HelpName = "NAME=VALUE", Description = "Value of a parameter; may be given several times. Others keep the value they have" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Check everything, deploy nothing" };
    private readonly Option<bool> _force = new("--force") { Description = "Deploy even what is unchanged, and over changes of others" };

    public string Name => "apply";

    public string Summary => "Deploys flows as new versions; a flow that runs goes on until the new version has taken over.";

    public IReadOnlyList<string> Examples =>
    [
        "ia apply -f orders.flow.yaml",
        "ia apply -f orders/ --set erpUrl=https://erp.example.org",
        "ia apply -f orders.zip invoices/ --dry-run",
        "cat orders.flow.yaml | ia apply -f -",
    ];

    public IReadOnlyList<Symbol> Arguments => [_file, _set, _dryRun, _force];

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var parameters = Upload.Query(run.Value(_set) ?? []);
        var checks = await CheckAsync(run, parameters, cancel);
        if (checks is null)
        {
            return ExitCode.Negative;
        }

        var changed = checks.Where(c => run.Value(_force) || !c.Answer.Items("checked").All(f => f.IsTrue("unchanged"))).ToList();
        if (run.Value(_dryRun) || changed.Count == 0)
        {
            Show(run, [.. checks.Select(c => c.Answer)], "checked", CheckedColumns);
            return ExitCode.Fine;
        }

        run.Error.WriteLine($"deploying to {run.Tenant} at {run.Api.Address} …");
        await DeployAsync(run, changed, parameters, cancel);
        return ExitCode.Fine;
    }

    private async Task DeployAsync(Invocation run, IReadOnlyList<(Bundle Bundle, JsonNode Check)> changed, string parameters, CancellationToken cancel)
    {
        var done = new List<JsonNode>();
        try
        {
            foreach (var (bundle, check) in changed)
            {
                var versions = run.Value(_force) ? "?force=true" : "?" + string.Join('&', check.Items("checked").Select(ExpectedVersion));
                done.Add(await run.Api.SendAsync(HttpMethod.Post, $"{run.InTenant("deployments")}{versions}{parameters}", Upload.Of(bundle), cancel));
            }
        }
        finally
        {
            // What was deployed before a failure is deployed.
            if (done.Count > 0)
            {
                Show(run, done, "flows", Columns);
            }
        }
    }

    /// <summary>Has the server check all bundles, and prints all findings.</summary>
    /// <returns>Null when there is an error in one of them.</returns>
    private async Task<IReadOnlyList<(Bundle Bundle, JsonNode Answer)>?> CheckAsync(Invocation run, string parameters, CancellationToken cancel)
    {
        var checks = new List<(Bundle, JsonNode)>();
        var paths = run.Value(_file)!;
        foreach (var path in paths)
        {
            try
            {
                var bundle = await LocalBundle.ReadAsync(run.Terminal, path, cancel);
                var check = await run.Api.SendAsync(HttpMethod.Post, $"{run.InTenant("deployments")}?dryRun=true{parameters}", Upload.Of(bundle), cancel);
                check.Items("diagnostics").ToList().ForEach(f => run.Error.WriteLine(f.Text("text")));
                checks.Add((bundle, check));
            }
            catch (ApiException e) when (e.Findings.Count > 0)
            {
                PrintFindings(run, path, e.Findings);
            }
            catch (DiagnosticException e)
            {
                PrintFindings(run, path, [.. e.Diagnostics.Select(d => d.ToString())]);
            }
        }

        if (checks.Count < paths.Length)
        {
            run.Error.WriteLine(paths.Length == 1 ? "nothing was deployed" : $"errors in {paths.Length - checks.Count} of {paths.Length}, nothing was deployed");
            return null;
        }

        RefuseTwice(checks.SelectMany(c => c.Item2.Items("checked")));
        return checks;
    }

    private static void PrintFindings(Invocation run, string path, IReadOnlyList<string> findings)
    {
        findings.ToList().ForEach(run.Out.WriteLine);
        if (LonelyFlow.Advice(path, findings) is { } advice)
        {
            run.Error.WriteLine(advice);
        }
    }

    private static void RefuseTwice(IEnumerable<JsonNode> flows)
    {
        if (flows.GroupBy(f => f.Text("name"), StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw CliException.Negative($"flow '{twice.Key}' is in more than one of these; nothing was deployed");
        }
    }

    private static string ExpectedVersion(JsonNode flow) => $"ifVersion.{Uri.EscapeDataString(flow.Text("name")!)}={flow.Text("currentVersion")}";

    // JSON and YAML show the answer of the server, of several bundles as items; tables and names show the flows of all.
    private static void Show(Invocation run, IReadOnlyList<JsonNode> answers, string member, IReadOnlyList<Column> columns)
    {
        var isWhole = run.Format is OutputFormat.Json or OutputFormat.Yaml;
        var answer = isWhole && answers.Count == 1
            ? answers[0]
            : new JsonObject { ["items"] = new JsonArray([.. (isWhole ? answers : answers.SelectMany(a => a.Items(member))).Select(a => a.DeepClone())]) };
        run.Printer.List(answer, "name", columns);
    }

    private static string Change(JsonNode flow) =>
        flow.IsTrue("unchanged") ? "unchanged" : flow.Text("currentVersion") is "0" ? "would be created" : "would be changed";
}
