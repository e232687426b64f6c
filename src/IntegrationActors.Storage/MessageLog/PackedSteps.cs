using System.Buffers;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Storage.MessageLog;

/// <summary>Step runs as a column: about six bytes each. Starts are differences; the last bit of the node says failed.</summary>
internal static class PackedSteps
{
    public static void Write(ArrayBufferWriter<byte> writer, StepRuns steps)
    {
        Span<StepRun> kept = steps.Count <= 64 ? stackalloc StepRun[steps.Count] : new StepRun[steps.Count];
        steps.CopyTo(kept);
        writer.WriteNumber(kept.Length);
        var before = 0;
        foreach (var step in kept)
        {
            writer.WriteNumber((step.Node << 1) | (step.Failed ? 1 : 0));
            writer.WriteNumber(step.Started - before);
            writer.WriteNumber(step.Duration);
            before = step.Started;
        }
    }

    public static IReadOnlyList<StepRun> Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return [];
        }

        var steps = new StepRun[(int)Packing.ReadNumber(ref bytes)];
        var started = 0;
        for (var i = 0; i < steps.Length; i++)
        {
            var node = (int)Packing.ReadNumber(ref bytes);
            started += (int)Packing.ReadNumber(ref bytes);
            steps[i] = new StepRun(node >> 1, started, (int)Packing.ReadNumber(ref bytes), (node & 1) != 0);
        }

        return steps;
    }
}
