using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using IntegrationActors.Cli.Api;
using IntegrationActors.Cli.Local;
using IntegrationActors.Cli.Output;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Definitions;

namespace IntegrationActors.Cli.Commands;

/// <summary>Says all findings about flow files. With a server the server checks, with everything it knows; without one the files alone are checked here.</summary>
internal sealed class LintCommand : ICliCommand
{
    private const string LeftOut = "not checked without a server: credentials, missing values of parameters";

    private readonly Argument<string[]> _paths = new("PATH") { Arity = ArgumentArity.OneOrMore, Description = "Flow files (*.flow.yaml), folders, zips, or - for standard input" };
    private readonly Option<string[]> _set = new("--set") { HelpName = "NAME=VALUE", Description = "Value of a parameter; may be given several times" };
    private readonly Option<bool> _offline = new("--offline") { Description = "Don't ask a server" };

    public string Name => "lint";

    public string Summary => "Checks flow files and prints all findings; exit code 1 when there is an error.";

    public IReadOnlyList<string> Examples => ["ia lint orders.flow.yaml", "ia lint flows/ --offline"];

    public IReadOnlyList<Symbol> Arguments => [_paths, _set, _offline];

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var settings = run.Value(_set) ?? [];
        var findings = new JsonArray();
        foreach (var path in run.Value(_paths))
        {
            var found = await LintAsync(run, path, settings, cancel);
            found.ToList().ForEach(findings.Add);
            if (LonelyFlow.Advice(path, found.Select(f => f.Text("text") ?? "")) is { } advice)
            {
                run.Error.WriteLine(advice);
            }
        }

        var errors = findings.OfType<JsonNode>().Count(f => f.Text("severity") is nameof(Severity.Error));
        Print(run, new JsonObject { ["errors"] = errors, ["diagnostics"] = findings });
        run.Error.WriteLine($"{Count(errors, "error")}, {Count(findings.Count - errors, "warning")}");
        return errors > 0 ? ExitCode.Negative : ExitCode.Fine;
    }

    private async Task<IReadOnlyList<JsonNode>> LintAsync(Invocation run, string path, string[] settings, CancellationToken cancel)
    {
        try
        {
            var bundle = await LocalBundle.ReadAsync(run.Terminal, path, cancel);
            return (run.Value(_offline) ? null : await AskServerAsync(run, bundle, settings, cancel)) ?? await LintHereAsync(run, bundle, settings);
        }
        catch (DiagnosticException e)
        {
            return [.. e.Diagnostics.Select(AsJson)];
        }
    }

    /// <summary>The findings of the server.</summary>
    /// <returns>Null when there is no server to ask.</returns>
    private static async Task<IReadOnlyList<JsonNode>?> AskServerAsync(Invocation run, Bundle bundle, string[] settings, CancellationToken cancel)
    {
        try
        {
            var path = run.InTenant("lint");
            var answer = await run.Api.SendAsync(HttpMethod.Post, $"{path}?{Upload.Query(settings).TrimStart('&')}", Upload.Of(bundle), cancel);
            return [.. answer.Items("diagnostics").Select(d => d.DeepClone())];
        }
        catch (CliException e) when (e.ExitCode == ExitCode.NoAccess)
        {
            // Whoever has named a server wants to know that it was not asked; otherwise there just is none.
            if (run.Api.Address.Source is AddressSource.Option or AddressSource.Variable)
            {
                run.Error.WriteLine(e.Message);
            }

            return null;
        }
        catch (ApiException e) when (e.ExitCode == ExitCode.NoAccess)
        {
            run.Error.WriteLine(e.Message);
            return null;
        }
    }

    private static async Task<IReadOnlyList<JsonNode>> LintHereAsync(Invocation run, Bundle bundle, string[] settings)
    {
        run.Error.WriteLine(LeftOut);
        var context = new FlowReadingContext
        {
            References = new BundleFilesAlone(bundle),
            Parameters = settings.Length > 0 ? Upload.Settings(settings) : null,
        };
        var reader = LocalLanguage.Reader();
        var findings = new List<Diagnostic>();
        foreach (var reading in bundle.FlowFiles.Select(file => reader.Read(bundle.Flow(file), context)))
        {
            findings.AddRange(reading.Findings);
            findings.AddRange(reading.Flow is { } flow ? await new LocalTrial(flow, bundle).FindingsAsync() : []);
        }

        return [.. findings.Select(AsJson)];
    }

    private static string Count(int number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");

    private static void Print(Invocation run, JsonObject answer)
    {
        if (run.Format is OutputFormat.Json or OutputFormat.Yaml)
        {
            run.Printer.One(answer, null, () => { });
            return;
        }

        foreach (var finding in answer.Items("diagnostics"))
        {
            run.Out.WriteLine(finding.Text("text"));
        }
    }

    // The same shape as the answer of the server.
    private static JsonObject AsJson(Diagnostic finding) => new()
    {
        ["code"] = finding.Code,
        ["severity"] = finding.Severity.ToString(),
        ["file"] = finding.Span.File,
        ["line"] = finding.Span.Line,
        ["column"] = finding.Span.Column,
        ["length"] = finding.Span.Length,
        ["message"] = finding.Message,
        ["text"] = finding.ToString(),
    };
}
