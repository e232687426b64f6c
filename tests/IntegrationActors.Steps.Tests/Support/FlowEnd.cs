using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Steps.Tests.Support;

/// <summary>What became of a message: what its sender was told, and what the flow did on the way.</summary>
internal sealed record FlowEnd(MessageStatus Status, Fault? Fault, string Body, HeaderMap Headers, PropertyMap Properties)
{
    /// <summary>The entry in the message processing log.</summary>
    public MessageRecord Record { get; init; } = null!;

    /// <summary>The body as it is.</summary>
    public byte[] Bytes { get; init; } = [];

    /// <summary>Names of the steps that ran, in their order.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>Lines that the flow wrote to the log.</summary>
    public IReadOnlyList<(LogSeverity Severity, string Text)> Lines { get; init; } = [];

    /// <summary>Bodies that the receiver <c>stub</c> got.</summary>
    public IReadOnlyList<string> Sent { get; init; } = [];
}
