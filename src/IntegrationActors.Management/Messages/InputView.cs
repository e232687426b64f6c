namespace IntegrationActors.Management.Messages;

/// <summary>What came in with a message, before the first step; secrets in headers and properties are masked.</summary>
public sealed record InputView
{
    /// <summary>Id of the message.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the flow.</summary>
    public required string Flow { get; init; }

    /// <summary>Number of the sender channel it came through, from 0.</summary>
    public required int Channel { get; init; }

    /// <summary>Headers as the sender channel let them in.</summary>
    public required IReadOnlyList<NameValue> Headers { get; init; }

    /// <summary>Properties that the sender channel set.</summary>
    public required IReadOnlyList<NameValue> Properties { get; init; }

    /// <summary>The body: text, or base64 when it is no text.</summary>
    public required string Body { get; init; }

    /// <summary>Whether <see cref="Body"/> is base64.</summary>
    public bool BodyIsBase64 { get; init; }

    /// <summary>Length of the body in bytes.</summary>
    public required long BodyLength { get; init; }
}
