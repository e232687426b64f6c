namespace IntegrationActors.Core.MessageLog;

/// <summary>The message as it was before a step or at the end; captured at level Trace with secrets masked.</summary>
/// <param name="Sequence">Order of capture within the message, from 0.</param>
/// <param name="Node">Index of the step in the plan; -1 at the end.</param>
/// <param name="Point">What was captured: <c>before</c> a step, or <c>end</c>.</param>
/// <param name="Headers">Headers at that moment.</param>
/// <param name="Properties">Properties as text.</param>
/// <param name="Body">The body, cut at the limit of the capture.</param>
/// <param name="BodyLength">Full length of the body in bytes.</param>
public sealed record TraceEntry(
    int Sequence,
    int Node,
    string Point,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    IReadOnlyList<KeyValuePair<string, string>> Properties,
    ReadOnlyMemory<byte> Body,
    long BodyLength);
