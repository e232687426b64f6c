using IntegrationActors.Runtime.Tenants;
using IntegrationActors.Runtime.Wire;

namespace IntegrationActors.Runtime.Cells;

/// <summary>A message for the actor of a cell.</summary>
internal abstract record CellCommand(CellId Cell) : IWire
{
    /// <summary>Starts the cell if it isn't running. It pulls when it is behind <paramref name="Revision"/>, and reports otherwise.</summary>
    public sealed record Ensure(CellId Cell, long Revision) : CellCommand(Cell);

    /// <summary>Answer to a pull: what to run.</summary>
    public sealed record Desired(CellId Cell, long Revision, IReadOnlyList<DesiredFlow> Flows) : CellCommand(Cell);

    /// <summary>Asks for a report with the counters of this moment, as the answer.</summary>
    public sealed record Measure(CellId Cell) : CellCommand(Cell);

    /// <summary>Asks for a test of the channels of a flow, which is answered by the node that runs it.</summary>
    /// <param name="Cell">The cell.</param>
    /// <param name="Flow">The flow.</param>
    /// <param name="Channel">Name or kind of a channel; null: all.</param>
    public sealed record Probe(CellId Cell, string Flow, string? Channel) : CellCommand(Cell);

    /// <summary>The tenant has been moved: drain and stop.</summary>
    public sealed record Retire(CellId Cell) : CellCommand(Cell);
}
