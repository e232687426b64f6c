using IntegrationActors.Cli.Stubs;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.DataStores;
using IntegrationActors.Core.Stores.NumberRanges;
using IntegrationActors.Definitions.FlowTests;

namespace IntegrationActors.Cli.Local.Running;

/// <summary>Puts into stores what a test file says stands in them. What is there already, from a run before, stays as it is.</summary>
/// <param name="stores">The stores.</param>
/// <param name="flow">Name of the flow, for what it alone sees.</param>
/// <param name="folder">What paths in the test file are relative to.</param>
internal sealed class StoreContents(ITenantStores stores, string flow, string folder)
{
    public async Task PutAsync(TestStoresOptions contents, CancellationToken cancel)
    {
        foreach (var (name, range) in contents.NumberRanges)
        {
            await PutAsync(name, range, cancel);
        }

        foreach (var (name, variable) in contents.Variables)
        {
            await PutAsync(name, variable, cancel);
        }

        foreach (var entry in contents.DataStores)
        {
            await PutAsync(entry, cancel);
        }
    }

    private async Task PutAsync(string name, TestNumberRangeOptions range, CancellationToken cancel)
    {
        if (await stores.NumberRanges.FindAsync(name, cancel) is null)
        {
            await stores.NumberRanges.PutAsync(
                new NumberRange { Name = name, Minimum = range.Minimum, Maximum = range.Maximum, FieldLength = range.FieldLength, Rotate = range.Rotate, Last = range.Last },
                cancel);
        }
    }

    private async Task PutAsync(string name, TestVariableOptions variable, CancellationToken cancel)
    {
        var scope = variable.Visibility.ScopeOf(flow);
        if (await stores.Variables.GetAsync(scope, name, cancel) is null)
        {
            await stores.Variables.SetAsync(scope, name, variable.Type, variable.Value, cancel);
        }
    }

    private async Task PutAsync(TestEntryOptions entry, CancellationToken cancel)
    {
        var store = new DataStoreName(entry.Store, entry.Visibility.ScopeOf(flow));
        if (await stores.DataStores.GetAsync(store, entry.Id, cancel) is { } there)
        {
            await there.Body.DisposeAsync();
            return;
        }

        var headers = new HeaderMap();
        foreach (var (name, value) in entry.Headers)
        {
            headers.Set(name, value);
        }

        await using var body = Payload.FromBytes(BodyFiles.Read(entry.Body, folder));
        await stores.DataStores.WriteAsync(store, new DataStoreEntry { Id = entry.Id, Body = body, Headers = headers }, cancel);
    }
}
