using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Core.Exchanges;

/// <summary>One run of one message through one flow. Belongs to one step at a time; not thread-safe.</summary>
public sealed class Exchange(FlowIdentity flow, MessageId id, MessageRecord log, TimeProvider time) : IAsyncDisposable
{
    private Message? _message;

    public FlowIdentity Flow { get; } = flow;

    public MessageId Id { get; } = id;

    /// <summary>The entry in the message processing log; steps add business keys, custom status and the like.</summary>
    public MessageRecord Log { get; } = log;

    public TimeProvider Time { get; } = time;

    public Message Message
    {
        get => _message ??= new Message();
        init => _message = value;
    }

    public HeaderMap Headers => Message.Headers;

    public PropertyMap Properties
    {
        get => field ??= new PropertyMap();
        init;
    }

    public Payload Body => Message.Body;

    /// <summary>Set while <c>onError</c> runs: what went wrong.</summary>
    public Fault? Fault { get; set; }

    /// <summary>Set by an escalation in a local process: the run goes on, and ends ESCALATED unless it fails.</summary>
    public Fault? Escalation { get; set; }

    /// <summary>How many process calls are open, one inside the other.</summary>
    public int CallDepth { get; set; }

    /// <summary>How many flows stand behind this run, each called by the one before; 0 for a message from outside.</summary>
    public int Hops { get; init; }

    /// <summary>What steps left to be done at the end of the run; an exchange for a part of the message has those of its origin.</summary>
    public RunCompletions Completions { get; init; } = new();

    /// <summary>True when a reply goes back to a waiting sender.</summary>
    public bool IsSynchronous { get; init; }

    /// <summary>Puts a new body in place of the old one, which is released.</summary>
    public ValueTask ReplaceBodyAsync(Payload body)
    {
        var before = Message.Body;
        Message.Body = body;
        return ReferenceEquals(before, body) ? default : before.DisposeAsync();
    }

    /// <summary>Takes the body out, for a new owner; the exchange keeps an empty one.</summary>
    public Payload TakeBody()
    {
        var body = Message.Body;
        Message.Body = Payload.Empty;
        return body;
    }

    /// <summary>Buffers body and attachments, so that they can be shared with exchanges of <see cref="Fork"/>.</summary>
    /// <param name="cancel">Gives up.</param>
    /// <param name="isBodyRead">The body is read once from its beginning, and <see cref="Payload.BufferWhileReadAsync"/> is enough for it.</param>
    public async ValueTask BufferAsync(CancellationToken cancel, bool isBodyRead = false)
    {
        await (isBodyRead ? Body.BufferWhileReadAsync(cancel) : Body.BufferAsync(cancel));
        if (Message.HasAttachments)
        {
            foreach (var attachment in Message.Attachments)
            {
                await attachment.Content.BufferAsync(cancel);
            }
        }
    }

    /// <summary>
    /// An exchange of its own for a part of this message, or for a branch that works on a copy: the same run, and nothing that happens to it changes this one. It belongs to the
    /// step that made it, which hands it a body with <see cref="StartOver"/> and disposes of it.
    /// </summary>
    /// <param name="log">The log of this exchange when both are never used at the same time, else a fork of it.</param>
    public Exchange Fork(MessageRecord log) => new(Flow, Id, log, Time) { CallDepth = CallDepth, Hops = Hops, IsSynchronous = IsSynchronous, Completions = Completions };

    /// <summary>
    /// Makes a fork ready for its next part: headers, properties and attachments are those of <paramref name="origin"/>, which has been buffered; whatever the fork held before was released.
    /// </summary>
    public void StartOver(Exchange origin, Payload body)
    {
        Headers.CopyFrom(origin.Headers);
        Properties.CopyFrom(origin.Properties);
        (Fault, Escalation, CallDepth) = (origin.Fault, null, origin.CallDepth);
        Message.Body = body;
        if (origin.Message.HasAttachments)
        {
            foreach (var attachment in origin.Message.Attachments)
            {
                Message.Attachments.Add(attachment with { Content = attachment.Content.Share() });
            }
        }
    }

    /// <summary>Gives up body and attachments; the exchange can go on with others.</summary>
    public ValueTask ReleaseAsync() => Message.HasAttachments || !ReferenceEquals(Body, Payload.Empty) ? Message.ReleaseAsync() : default;

    public ValueTask DisposeAsync() => ReleaseAsync();
}
