using System.CommandLine;
using IntegrationActors.Cli.Dev;
using IntegrationActors.Cli.Local.Running;

namespace IntegrationActors.Cli.Commands;

/// <summary>Runs the flows of a folder in this process: (1) stores and listener; (2) the flows; (3) what to try; (4) each change on disk, until the user has enough; (5) everything ends in order.</summary>
internal sealed class RunCommand : ICliCommand
{
    private const int DefaultPort = 8080;

    private readonly Argument<string?> _path = new("PATH") { Arity = ArgumentArity.ZeroOrOne, Description = "A folder with flows or bundles, or one flow file [default: this folder]" };
    private readonly Option<bool> _dev = new("--dev") { Description = "Run here, without a server, and reload flows when they are saved" };
    private readonly Option<int> _port = new("--port", "-p") { HelpName = "PORT", Description = "Port of the senders on 127.0.0.1; 0 takes a free one", DefaultValueFactory = _ => DefaultPort };
    private readonly Option<string[]> _set = new("--set") { HelpName = "NAME=VALUE", Description = "Value of a parameter; may be given several times" };
    private readonly Option<string[]> _stubs = new("--stub") { HelpName = "NAME[=FILE]", Description = "Stands in for the receiver of a step (or of all channels of a kind): answers 200, with the content of FILE, or as the stub of that name in a test file; shows what was sent" };
    private readonly Option<string[]> _credentials = new("--credential") { HelpName = "NAME=FILE", Description = "File with user:password of a credential [else IA_CREDENTIAL_NAME]" };
    private readonly Option<string?> _data = new("--data") { HelpName = "FOLDER", Description = "Where queues and stores keep what outlives the run [default: nothing does]" };

    private readonly Option<string?> _files = new("--files") { HelpName = "FOLDER", Description = "Folder that channels of kind file may use [default: they may use none]" };

    private readonly Option<string[]> _stores = new("--stores") { HelpName = "FILE", Description = "Test file that says what stands in the stores: number ranges, variables, entries of data stores" };

    public string Name => "run";

    public string Summary => "Runs the flows of a folder on this machine and reloads them when they are saved (--dev).";

    public IReadOnlyList<string> Examples =>
    [
        "ia run --dev",
        "ia run --dev samples/",
        "ia run --dev orders/ --stub erp=confirmation.xml --set erpUrl=https://erp.example.org",
        "ia run --dev orders.flow.yaml --port 0",
        "ia run --dev invoices/ --stores invoices/invoices.test.yaml",
    ];

    public IReadOnlyList<Symbol> Arguments => [_path, _dev, _port, _set, _stubs, _credentials, _data, _files, _stores];

    public bool HasAnswer => false;

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        if (!run.Value(_dev))
        {
            throw CliException.Usage("'ia run' runs flows on this machine: say so with --dev. On a server they are deployed: 'ia apply -f'");
        }

        var options = Options(run);
        var console = new DevConsole(run.Terminal);
        await using var stores = new LocalStores(() => Folder(options), options.Tenant, TimeProvider.System);   // 1
        await DevStores.FillAsync(run.Value(_stores) ?? [], stores, cancel);
        await using var server = await DevServer.StartAsync(options, cancel);
        using var watch = new DevWatch(Directory.Exists(options.Path) ? options.Path : Path.GetDirectoryName(Path.GetFullPath(options.Path))!);
        await using var flows = new DevFlows(options, console, server.Services, stores, server.Clients);
        await flows.UpdateAsync(cancel);                                                                        // 2
        Welcome(run, options, server, flows);                                                                   // 3
        try
        {
            while (true)
            {
                await watch.NextAsync(cancel);                                                                  // 4
                await flows.UpdateAsync(cancel);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            run.Error.WriteLine("stopping: messages inside may end");
            return ExitCode.Fine;                                                                               // 5
        }
    }

    private DevOptions Options(Invocation run)
    {
        var path = run.Value(_path) ?? run.Terminal.Folder;
        if (!Directory.Exists(path) && !File.Exists(path))
        {
            throw CliException.Usage($"there is no file or folder '{path}'");
        }

        var credentials = new LocalCredentials(NameValuePairs.Parse("--credential", run.Value(_credentials) ?? []), run.Terminal.Variable);
        return new DevOptions
        {
            Path = Path.GetFullPath(path),
            Tenant = run.Tenant,
            Port = run.Value(_port),
            Data = run.Value(_data),
            Files = run.Value(_files),
            Parameters = NameValuePairs.Parse("--set", run.Value(_set) ?? []),
            Stubs = DevStubs.Parse(run.Value(_stubs) ?? []),
            Credentials = credentials,
            HasCredential = credentials.Has,
        };
    }

    private static string Folder(DevOptions options) =>
        options.Data is { } data ? Directory.CreateDirectory(data).FullName : LocalFolder.Take();

    private static void Welcome(Invocation run, DevOptions options, DevServer server, DevFlows flows)
    {
        if (flows.Running.Count == 0)
        {
            run.Error.WriteLine($"no flow runs yet; '{options.Path}' is watched. 'ia new hello' makes a flow");
        }

        run.Out.WriteLine($"Senders: {server.Address}, client {LocalClients.Name}:{LocalClients.Name}. Saved flows are reloaded; Ctrl+C ends.");
        foreach (var endpoint in flows.Running.SelectMany(f => f.Running!.Endpoints).OrderBy(e => e.EndsWith('*')).Take(1))
        {
            run.Out.WriteLine($"  curl -u {LocalClients.Name}:{LocalClients.Name} -d '{{\"name\":\"Ada\"}}' {server.Address}{endpoint.Replace("/*", "/", StringComparison.Ordinal)}");
        }
    }
}
