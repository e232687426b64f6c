namespace IntegrationActors.Management.Messages;

/// <summary>The message at one moment; secrets are masked.</summary>
public sealed record TracePointView
{
    /// <summary>Order of capture, from 0.</summary>
    public required int Sequence { get; init; }

    /// <summary>What was captured: <c>before</c> a step, or <c>end</c>.</summary>
    public required string Point { get; init; }

    /// <summary>Name of the step.</summary>
    public string? Step { get; init; }

    /// <summary>Kind of the step.</summary>
    public string? Kind { get; init; }

    /// <summary>Headers at that moment.</summary>
    public required IReadOnlyList<NameValue> Headers { get; init; }

    /// <summary>Properties at that moment.</summary>
    public required IReadOnlyList<NameValue> Properties { get; init; }

    /// <summary>The body: text, or base64 when it is no text.</summary>
    public required string Body { get; init; }

    /// <summary>Whether <see cref="Body"/> is base64.</summary>
    public bool BodyIsBase64 { get; init; }

    /// <summary>Whether <see cref="Body"/> is only the begin.</summary>
    public bool BodyIsCut { get; init; }

    /// <summary>Full length of the body in bytes.</summary>
    public required long BodyLength { get; init; }
}
