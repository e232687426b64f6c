using IntegrationActors.Adapters.HeaderFilters;

namespace IntegrationActors.Adapters.Amqp.Messages;

/// <summary>In which form a channel sends messages.</summary>
/// <param name="Headers">Headers that become application properties.</param>
/// <param name="Types">Their types, by their names; text when it is not there.</param>
/// <param name="IsText">The body is a text, else bytes.</param>
/// <param name="ReplacesSigns">Names become such that JMS allows.</param>
internal sealed record SentForm(OutboundHeaders Headers, IReadOnlyDictionary<string, AmqpHeaderType> Types, bool IsText, bool ReplacesSigns)
{
    /// <summary>Of answers: all headers, as text, and bytes.</summary>
    public static SentForm Answer { get; } = new(new OutboundHeaders(["*"]), new Dictionary<string, AmqpHeaderType>(StringComparer.OrdinalIgnoreCase), IsText: false, ReplacesSigns: false);

    public string NameOf(string header) => ReplacesSigns ? header.Replace("-", "_HYPHEN_", StringComparison.Ordinal).Replace(".", "_DOT_", StringComparison.Ordinal) : header;
}
