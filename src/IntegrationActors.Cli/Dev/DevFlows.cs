using IntegrationActors.Adapters.Https.Sender;
using IntegrationActors.Cli.Local;
using IntegrationActors.Cli.Local.Running;
using IntegrationActors.Cli.Stubs;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Definitions;
using IntegrationActors.Engine;
using IntegrationActors.Engine.Inlets;
using IntegrationActors.Engine.Plans;

namespace IntegrationActors.Cli.Dev;

/// <summary>
/// The flows of a folder in their last good versions. A changed one is (1) read, (2) compiled, (3) started beside the version before, which then retires: no request is lost. Whatever is
/// wrong with the new version, the old one stays. Used by one thread at a time.
/// </summary>
internal sealed class DevFlows(DevOptions options, DevConsole console, IServiceProvider services, LocalStores stores, LocalClients clients) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly FlowReader _reader = LocalLanguage.Reader();
    private readonly Dictionary<string, DevFlow> _flows = new(StringComparer.Ordinal);
    private readonly List<Task> _retiring = [];

    /// <summary>Flows that run.</summary>
    public IReadOnlyList<DevFlow> Running => [.. _flows.Values.Where(f => f.Running is not null)];

    /// <summary>Brings what runs to what is on disk.</summary>
    public async Task UpdateAsync(CancellationToken cancel)
    {
        var sources = DevBundles.Read(options.Path, finding => console.Plain(finding.ToString()));
        foreach (var gone in _flows.Values.Where(f => sources.All(s => s.FullPath != f.Path)).ToList())
        {
            _flows.Remove(gone.Path);
            Retire(gone.Running);
            console.Say($"{gone.Name}: removed");
        }

        foreach (var source in sources)
        {
            await UpdateAsync(source, cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Running.ToList().ForEach(f => Retire(f.Running));
        _flows.Clear();
        await Task.WhenAll(_retiring);
    }

    private async Task UpdateAsync(DevSource source, CancellationToken cancel)
    {
        var before = _flows.GetValueOrDefault(source.FullPath) ?? new DevFlow(source.FullPath, source.File, null, 0, "");
        if (before.Stamp == source.Stamp)
        {
            return;
        }

        _flows[source.FullPath] = before with { Stamp = source.Stamp };
        FlowPlan? plan = null;
        try
        {
            var flow = Read(source);                                                            // 1
            var version = before.Version + 1;
            plan = Compile(flow, version, source.Bundle);                                       // 2
            var open = await StartAsync(flow, plan, cancel);                                    // 3
            _flows[source.FullPath] = new DevFlow(source.FullPath, flow.Name, open, version, source.Stamp);
            Retire(before.Running);
            Tell(open, version);
        }
        catch (DiagnosticException e)
        {
            Refuse(source, before, e.Diagnostics.Select(f => Shown(f, source).ToString()));
        }
        catch (FaultException e)
        {
            Refuse(source, before, [e.Fault.ToString()]);
        }
    }

    private FlowDefinition Read(DevSource source)
    {
        var text = source.Bundle.Flow(source.File);
        var declared = _reader.Read(text, FlowReadingContext.FileAlone).Flow?.Parameters.Keys ?? [];
        var reading = _reader.Read(text, new FlowReadingContext
        {
            Parameters = options.Parameters.Where(p => declared.Contains(p.Key, StringComparer.Ordinal)).ToDictionary(StringComparer.Ordinal),
            References = new DevReferences(source.Bundle, options, console),
        });
        reading.Findings.Where(f => f.Severity == Severity.Warning).ToList().ForEach(f => console.Plain(Shown(f, source).ToString()));
        return reading.Flow ?? throw new DiagnosticException([.. reading.Findings.Where(f => f.Severity == Severity.Error)]);
    }

    private FlowPlan Compile(FlowDefinition flow, int version, Bundle bundle)
    {
        var context = new LocalContext(new FlowIdentity(options.Tenant, flow.Name, version), bundle, services)
        {
            Credentials = options.Credentials,
            Stores = stores,
            AllowedHeaders = flow.AllowedHeaders,
            Log = console.Log,
        };
        return FlowCompiler.Compile(flow, context, new StubBook(options.Stubs, isComplete: false) { Called = console.Stub });
    }

    private async Task<OpenFlow> StartAsync(FlowDefinition flow, FlowPlan plan, CancellationToken cancel)
    {
        var channels = flow.From.Concat(flow.Processes.Values.SelectMany(p => p.From));
        clients.Allow(channels.Select(c => c.Options).OfType<HttpsSenderOptions>().Select(o => o.Role));
        var logging = new FlowLogging(new DevLog(console, plan), new FlowLogLevel(TimeProvider.System), TimeProvider.System);
        var open = new OpenFlow(plan, new FlowGate(flow.Concurrency), logging, e => console.Say($"{flow.Name}: a channel can't be closed: {e.Message}"));
        try
        {
            await open.StartAsync(cancel);
            return open;
        }
        catch
        {
            await open.RetireAsync(TimeSpan.Zero);
            throw;
        }
    }

    private void Tell(OpenFlow open, int version)
    {
        var addresses = open.Endpoints.Count == 0 ? "" : $" at {string.Join(", ", open.Endpoints)}";
        console.Say(version == 1 ? $"{open.Identity.Flow}: runs{addresses}" : $"{open.Identity.Flow}: reloaded{addresses}");
    }

    private void Refuse(DevSource source, DevFlow before, IEnumerable<string> findings)
    {
        console.Say(before.Running is null ? $"{source.File}: does not run" : $"{before.Name}: the last good version stays");
        findings.ToList().ForEach(console.Plain);
    }

    private void Retire(OpenFlow? flow)
    {
        if (flow is not null)
        {
            _retiring.RemoveAll(t => t.IsCompleted);
            _retiring.Add(flow.RetireAsync(Patience));
        }
    }

    private static Diagnostic Shown(Diagnostic finding, DevSource source) =>
        finding with { Span = finding.Span with { File = Path.GetRelativePath(Directory.GetCurrentDirectory(), Path.Combine(source.Folder, finding.Span.File)) } };
}
