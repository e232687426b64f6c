using System.Diagnostics.CodeAnalysis;
using IntegrationActors.Adapters.Https;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Adapters.ProcessDirect;

/// <summary>
/// Every flow of the node that other flows can call, by tenant and address. Flows that are called run in every cell of their tenant, so the one that is meant is in this process, or nowhere. Versions of one
/// flow may hold an address together while one takes over from the other; the newest is called.
/// </summary>
public sealed class ProcessDirectTable
{
    private const string AddressTaken = "IA1363";

    private readonly Lock _changes = new();
    private readonly Dictionary<(string Tenant, string Address), List<ProcessDirectEntry>> _entries = [];
    private TaskCompletionSource _change = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Opens an address.</summary>
    /// <exception cref="DiagnosticException">IA1363: another flow has it, or the flow itself has it twice.</exception>
    internal void Add(ProcessDirectEntry entry)
    {
        lock (_changes)
        {
            if (!_entries.TryGetValue(entry.Key, out var open))
            {
                _entries[entry.Key] = open = [];
            }

            if (open.Find(other => !string.Equals(other.Flow.Flow, entry.Flow.Flow, StringComparison.Ordinal) || other.Flow.Version == entry.Flow.Version) is { } first)
            {
                throw Finding.Of(AddressTaken, $"flow '{first.Flow.Flow}' takes the messages at '{entry.Address}' already; choose another address, or undeploy that flow");
            }

            open.Add(entry);
            Interlocked.Exchange(ref _change, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        }
    }

    /// <summary>Closes an address; an older version that is still open is called again.</summary>
    internal void Remove(ProcessDirectEntry entry)
    {
        lock (_changes)
        {
            if (_entries.TryGetValue(entry.Key, out var open) && open.Remove(entry) && open.Count == 0)
            {
                _entries.Remove(entry.Key);
            }
        }
    }

    /// <summary>The flow to call.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="address">The address.</param>
    /// <param name="entry">The newest version that is open.</param>
    /// <param name="change">Ends when an address was opened.</param>
    internal bool TryFind(string tenant, string address, [NotNullWhen(true)] out ProcessDirectEntry? entry, out Task change)
    {
        lock (_changes)
        {
            change = _change.Task;
            entry = _entries.TryGetValue((tenant, address), out var open) ? open.MaxBy(e => e.Flow.Version) : null;
            return entry is not null;
        }
    }
}
