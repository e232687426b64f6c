using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Engine.Plans;

/// <summary>One step of a plan, linked to what comes after it. Immutable once its plan is compiled.</summary>
public sealed class PlanNode
{
    internal PlanNode(int index, string kind, string name, IStep step)
    {
        Index = index;
        Kind = kind;
        Name = name;
        Step = step;
    }

    /// <summary>Number of the step in reading order of the flow, from 0; what the message processing log refers to.</summary>
    public int Index { get; }

    /// <summary>Kind of the step in the flow language, such as <c>router</c>.</summary>
    public string Kind { get; }

    public string Name { get; }

    public SourceSpan Span { get; internal init; }

    internal IStep Step { get; }

    internal TimeSpan? Timeout { get; init; }

    /// <summary>What follows; null at the end of a process.</summary>
    internal PlanNode? Next { get; set; }

    /// <summary>First node of each nested sequence; a null entry is an empty sequence.</summary>
    internal PlanNode?[] Branches { get; set; } = [];
}
