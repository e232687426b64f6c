using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores;
using IntegrationActors.Steps.JavaScript;
using IntegrationActors.Steps.Resources;
using IntegrationActors.Steps.Sources;
using IntegrationActors.Steps.ValueMaps;

namespace IntegrationActors.Steps.Script;

/// <summary>(1) Fetches what the script may ask for, (2) runs it on copies, (3) changes the message when it succeeded.</summary>
public sealed class ScriptStep : IStep
{
    private const string NoCredential = "IA3453";

    private readonly ScriptOptions _options;
    private readonly IStepContext _context;
    private readonly ScriptProgram? _code;
    private readonly ChosenResource<ScriptProgram>? _files;
    private readonly ScriptBudget _budget;
    private readonly ValueMapSet _valueMaps;

    public ScriptStep(ScriptOptions options, IStepContext context)
    {
        (_options, _context) = (options, context);
        _valueMaps = ValueMapSet.Load(options.ValueMaps, context);
        _budget = new ScriptBudget(options.TimeLimit, options.MemoryLimit.Bytes, options.MaxStatements);
        if (options.File is { } file)
        {
            _files = new ChosenResource<ScriptProgram>(file, options, one => Prepare(Source(one), functionIsRequired: true));
        }
        else
        {
            _code = Prepare(SourceText.Of(options.Code!), options.Function != ScriptOptions.DefaultFunction);
        }
    }

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        await exchange.Body.BufferAsync(cancel);                                    // 1
        var secrets = _options.Credentials.Count == 0 ? ScriptSecrets.None : await FetchAsync(cancel);
        await BufferAttachmentsAsync(exchange, cancel);

        var program = _code ?? _files!.For(exchange).Value;
        var run = new ScriptRun(exchange, _context) { Secrets = secrets, ValueMaps = _valueMaps };
        await using var changes = run.Changes;
        if (program.Run(run, _budget, cancel) is { } fault)                        // 2
        {
            return Outcome.Failed(fault);
        }

        await changes.ApplyAsync(exchange, _context, cancel);                   // 3
        return Outcome.Next;
    }

    private SourceText Source(ResourceReference file) => SourceText.Of(file, _context.Resource(file));

    private ScriptProgram Prepare(SourceText main, bool functionIsRequired) => ScriptProgram.Prepare([.. _options.Include.Select(Source)], main, _options.Function, functionIsRequired);

    private async ValueTask<ScriptSecrets> FetchAsync(CancellationToken cancel)
    {
        var found = new List<UserCredential>(_options.Credentials.Count);
        foreach (var reference in _options.Credentials)
        {
            found.Add(await _context.Credentials.FindAsync(reference.Name, cancel) switch
            {
                UserCredential user => user,
                null => throw new FaultException(NoCredential, $"The script needs the credential '{reference.Name}', and the tenant has none of that name.", "Create it; the flow need not be deployed again."),
                var other => throw new FaultException(NoCredential, $"The credential '{reference.Name}' is a {other.GetType().Name}; scripts read user and password only.", "Name a credential with user and password."),
            });
        }

        return new ScriptSecrets(found);
    }

    private static async ValueTask BufferAttachmentsAsync(Exchange exchange, CancellationToken cancel)
    {
        if (!exchange.Message.HasAttachments)
        {
            return;
        }

        foreach (var attachment in exchange.Message.Attachments)
        {
            await attachment.Content.BufferAsync(cancel);
        }
    }
}
