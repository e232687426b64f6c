using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Steps.Aggregations;

/// <summary>
/// Gives the messages that one run adds ids that are the same when the run is repeated, in whatever order its parts run then: the run, the content, and which one of those with this content it is.
/// </summary>
internal sealed class AddedMessages : ICompletion
{
    private readonly ConcurrentDictionary<string, int> _contents = new(StringComparer.Ordinal);

    /// <summary>What the run has added before.</summary>
    public static AddedMessages Of(Exchange exchange) => exchange.Completions.GetOrAdd(static () => new AddedMessages());

    /// <summary>The id of a message that is about to be added.</summary>
    /// <param name="exchange">The run.</param>
    /// <param name="aggregator">Where the message is added.</param>
    /// <param name="body">What is added; buffered.</param>
    /// <param name="cancel">Ends the reading.</param>
    public async ValueTask<MessageId> IdAsync(Exchange exchange, string aggregator, Payload body, CancellationToken cancel)
    {
        await using var stream = body.OpenRead();
        var content = $"{aggregator}/{Convert.ToHexString(await SHA256.HashDataAsync(stream, cancel))}";
        var number = _contents.AddOrUpdate(content, 0, static (_, before) => before + 1);
        return MessageId.Of(DateTimeOffset.UnixEpoch, string.Create(CultureInfo.InvariantCulture, $"{exchange.Id}/{content}/{number}"));
    }

    public ValueTask CompleteAsync(MessageStatus status, CancellationToken cancel) => default;
}
