using System.CommandLine;
using System.Net;
using System.Text;
using IntegrationActors.Cli.Api;
using IntegrationActors.Cli.Diff;
using IntegrationActors.Cli.Local;
using IntegrationActors.Definitions;

namespace IntegrationActors.Cli.Commands;

/// <summary>Compares what is deployed with local files.</summary>
internal sealed class DiffCommand : ICliCommand
{
    private const string Nothing = "/dev/null";

    private readonly Option<string> _file = new("--file", "-f") { HelpName = "PATH", Description = "A flow file (*.flow.yaml), a folder, a zip, or - for standard input", Required = true };

    public string Name => "diff";

    public string Summary => "Shows what 'ia apply' would change, as a unified diff; exit code 1 when there is a difference.";

    public IReadOnlyList<string> Examples => ["ia diff -f orders.flow.yaml", "ia diff -f orders/"];

    public IReadOnlyList<Symbol> Arguments => [_file];

    public bool HasAnswer => false;

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var local = (await LocalBundle.ReadAsync(run.Terminal, run.Value(_file)!, cancel)).Files;
        var deployed = await DeployedFilesAsync(run, local, cancel);
        var differs = false;
        foreach (var path in deployed.Keys.Union(local.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            differs |= Compare(run.Out, path, deployed.GetValueOrDefault(path), local.TryGetValue(path, out var file) ? file : null);
        }

        return differs ? ExitCode.Negative : ExitCode.Fine;
    }

    // Flows of one bundle were usually deployed together; each is compared with the bundle it runs from.
    private static async Task<Dictionary<string, ReadOnlyMemory<byte>?>> DeployedFilesAsync(
        Invocation run,
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>> local,
        CancellationToken cancel)
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>?>(StringComparer.Ordinal);
        foreach (var (path, content) in local.Where(f => f.Key.EndsWith(Bundle.FlowExtension, StringComparison.Ordinal)))
        {
            var name = FlowNames.Find(Encoding.UTF8.GetString(content.Span))
                ?? throw CliException.Negative($"{path} has no 'flow: name': 'ia lint' says more");
            foreach (var (deployed, bytes) in await BundleOfAsync(run, name, cancel) ?? [])
            {
                files[deployed] = bytes;
            }
        }

        return files;
    }

    private static async Task<IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>>?> BundleOfAsync(Invocation run, string flow, CancellationToken cancel)
    {
        try
        {
            using var zip = new MemoryStream(await run.Api.GetBytesAsync(run.InTenant("flows", flow, "bundle"), cancel));
            return Bundle.FromZip(zip).Files;
        }
        catch (ApiException e) when (e.Status == HttpStatusCode.NotFound)
        {
            run.Error.WriteLine($"flow {flow} is not deployed");
            return null;
        }
    }

    private static bool Compare(TextWriter target, string path, ReadOnlyMemory<byte>? deployed, ReadOnlyMemory<byte>? local)
    {
        if (deployed is { } a && local is { } b && a.Span.SequenceEqual(b.Span))
        {
            return false;
        }

        if (IsBinary(deployed) || IsBinary(local))
        {
            target.WriteLine($"Binary files deployed/{path} and local/{path} differ");
            return true;
        }

        // Equal line by line, yet other bytes: line ends or the last line.
        if (!UnifiedDiff.Write(target, Side("deployed", path, deployed), Side("local", path, local), Text(deployed), Text(local)))
        {
            target.WriteLine($"Files deployed/{path} and local/{path} differ in their line ends");
        }

        return true;
    }

    private static string Side(string side, string path, ReadOnlyMemory<byte>? content) => content is null ? Nothing : $"{side}/{path}";

    private static bool IsBinary(ReadOnlyMemory<byte>? content) => content?.Span.Contains((byte)0) ?? false;

    private static string Text(ReadOnlyMemory<byte>? content) => content is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : "";
}
