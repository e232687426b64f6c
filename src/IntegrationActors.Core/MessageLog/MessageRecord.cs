using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Core.MessageLog;

/// <summary>One entry of the message processing log, filled while the exchange runs and handed over once at its end.</summary>
public sealed class MessageRecord
{
    /// <summary>Most tracked keys and custom headers of one message; more are dropped.</summary>
    public const int MaxKeys = 50;

    /// <summary>Most characters of <see cref="ApplicationId"/>; a search is cut to the same.</summary>
    public const int LongestApplicationId = 120;

    /// <summary>Most characters of <see cref="MessageType"/>; a search is cut to the same.</summary>
    public const int LongestMessageType = 100;

    /// <summary>Most characters of <see cref="CustomStatus"/>; a search is cut to the same.</summary>
    public const int LongestCustomStatus = 40;

    /// <summary>Most characters of <see cref="Sender"/> and of the list of receivers; a search is cut to the same.</summary>
    public const int LongestPartner = 1024;

    /// <summary>Most captures of one message at level Trace; a loop of a million rounds keeps its first ones.</summary>
    public const int MaxCaptures = 1000;

    /// <summary>Stands between the elements of <see cref="Receiver"/>.</summary>
    public const string ReceiverSeparator = ", ";

    private List<KeyValuePair<string, string>>? _keys;

    public required FlowIdentity Flow { get; init; }

    public required MessageId Id { get; init; }

    public required DateTimeOffset Started { get; init; }

    /// <summary>Reading of the clock (<see cref="TimeProvider.GetTimestamp"/>) at the start: step times count from here.</summary>
    public long StartedTimestamp { get; init; }

    /// <summary>A queue of the platform holds the message until the run is settled; see <see cref="Adapters.Receipt.IsQueued"/>.</summary>
    public bool IsQueued { get; init; }

    public MessageLogLevel Level { get; set; } = MessageLogLevel.Info;

    public MessageStatus Status { get; set; } = MessageStatus.Processing;

    /// <summary>Microseconds from start to end; 0 while it runs.</summary>
    public long Duration { get; set; }

    /// <summary>The same for all messages of one business transaction; by default the id of the first one.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>Id of the message this one was made from (resend, queue).</summary>
    public MessageId? Predecessor { get; set; }

    public string? Sender { get; set; }

    /// <summary>Whom the message went to: one, or a list separated by <see cref="ReceiverSeparator"/>.</summary>
    public string? Receiver { get; set; }

    /// <summary>Id that the business gave the message (header <c>SAP_ApplicationID</c>), at most 120 characters.</summary>
    public string? ApplicationId { get; set; }

    /// <summary>Kind of message (header <c>SAP_MessageType</c>), at most 100 characters.</summary>
    public string? MessageType { get; set; }

    /// <summary>Status that the flow gave itself, at most 40 characters.</summary>
    public string? CustomStatus { get; set; }

    /// <summary>An error happened on the way to a final status that is not FAILED.</summary>
    public bool IntermediateError { get; set; }

    /// <summary>What went wrong, for FAILED and ESCALATED, and for an intermediate error.</summary>
    public Fault? Fault { get; set; }

    /// <summary>Steps in order of start; how many are kept depends on the level.</summary>
    public StepRuns Steps { get; private init; } = new();

    /// <summary>Tracked business keys and custom headers: searchable by name and value.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Keys => _keys ?? (IReadOnlyList<KeyValuePair<string, string>>)[];

    /// <summary>Content captured at level Trace.</summary>
    public IList<TraceEntry>? Trace { get; set; }

    /// <summary>Handle of the running entry in the store's ledger; owned by the message log.</summary>
    public int Slot { get; set; } = -1;

    public void AddKey(string name, string value)
    {
        if ((_keys ??= []).Count < MaxKeys)
        {
            _keys.Add(new(name, value));
        }
    }

    /// <summary>Adds to the list of receivers, unless it is there or the list is full.</summary>
    public void AddReceiver(string receiver)
    {
        if (Receiver is null)
        {
            Receiver = receiver;
        }
        else if (Receiver.Length + ReceiverSeparator.Length + receiver.Length <= LongestPartner && !Lists(Receiver, receiver))
        {
            Receiver = $"{Receiver}{ReceiverSeparator}{receiver}";
        }
    }

    /// <summary>A record for a part of the message that runs at the same time as others; <see cref="Join"/> brings it back. Unknown to the store.</summary>
    public MessageRecord Fork() => new()
    {
        Flow = Flow,
        Id = Id,
        Started = Started,
        StartedTimestamp = StartedTimestamp,
        Level = Level == MessageLogLevel.Trace && Trace is { Count: >= MaxCaptures } ? MessageLogLevel.Debug : Level,
        CorrelationId = CorrelationId,
        Sender = Sender,
        Steps = Steps.Fork(),
    };

    /// <summary>Takes over what a part noted. One part at a time.</summary>
    public void Join(MessageRecord part)
    {
        Steps.Join(part.Steps);
        IntermediateError |= part.IntermediateError;
        Fault = part.Fault ?? Fault;
        CustomStatus = part.CustomStatus ?? CustomStatus;
        ApplicationId = part.ApplicationId ?? ApplicationId;
        MessageType = part.MessageType ?? MessageType;
        foreach (var (name, value) in part.Keys)
        {
            AddKey(name, value);
        }

        foreach (var receiver in part.Receiver?.Split(ReceiverSeparator) ?? [])
        {
            AddReceiver(receiver);
        }

        foreach (var capture in part.Trace ?? [])
        {
            AddCapture(capture);
        }
    }

    /// <summary>Adds a capture of level Trace and gives it its number; drops it when there are enough.</summary>
    public void AddCapture(TraceEntry capture)
    {
        if ((Trace ??= []).Count < MaxCaptures)
        {
            Trace.Add(capture with { Sequence = Trace.Count });
        }
    }

    private static bool Lists(ReadOnlySpan<char> receivers, string receiver)
    {
        foreach (var element in receivers.Split(ReceiverSeparator))
        {
            if (receivers[element].SequenceEqual(receiver))
            {
                return true;
            }
        }

        return false;
    }
}
