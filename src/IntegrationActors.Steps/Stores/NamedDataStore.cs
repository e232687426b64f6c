using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.DataStores;

namespace IntegrationActors.Steps.Stores;

/// <summary>The data store that a step names; a fixed name is checked when the plan is built.</summary>
internal sealed class NamedDataStore
{
    private const string BadName = "IA1340";
    private const string BadComputedName = "IA3521";
    private const string NoId = "IA3522";
    private const string Rule = "the name of a data store has 1 to 40 characters and no blanks";

    private readonly DataStoreStepOptions _options;
    private readonly IStepContext _context;
    private readonly StoreScope _scope;

    /// <summary>Checks the name if it is fixed.</summary>
    /// <exception cref="DiagnosticException">IA1340: a fixed name is none of a data store.</exception>
    public NamedDataStore(DataStoreStepOptions options, IStepContext context)
    {
        (_options, _context, _scope) = (options, context, options.Visibility.ScopeOf(context.Flow.Flow));
        if (options.Store.Constant is { } name && !IsValid(name))
        {
            throw new DiagnosticException(Diagnostic.Error(BadName, options.Store.Span, $"'{name}' can't be a data store: {Rule}"));
        }
    }

    public IDataStores Stores => _context.Stores.DataStores;

    public async ValueTask<DataStoreName> NameAsync(Exchange exchange, CancellationToken cancel)
    {
        var name = await _options.Store.EvaluateTextAsync(exchange, cancel);
        return IsValid(name)
            ? new DataStoreName(name, _scope)
            : throw new FaultException(
                BadComputedName,
                $"The name of the data store, '{_options.Store}', gave '{Shorten(name)}', and {Rule}.",
                "See what the message has in the place that the name is made of.");
    }

    /// <summary>What a step says when it was given no id.</summary>
    public static FaultException WithoutId() => new(
        NoId, $"The entry has no id: 'id' gave nothing, and there is no header {StoreHeaders.EntryId}.", $"See what 'id' reads, or set the header {StoreHeaders.EntryId} before the step.");

    /// <summary>A text of a message as it may stand in a fault.</summary>
    public static string Shorten(string text) => text.Length <= DataStoreEntry.LongestId ? text : $"{text[..DataStoreEntry.LongestId]}…";

    private static bool IsValid(string name) => name.Length is > 0 and <= DataStoreName.LongestName && !name.Any(char.IsWhiteSpace);
}
