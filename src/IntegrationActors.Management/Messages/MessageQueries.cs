using System.Globalization;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Management.Problems;
using IntegrationActors.Management.Requests;
using IntegrationActors.Storage.MessageLog.Search;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace IntegrationActors.Management.Messages;

/// <summary>Reads the filters of a search from the query of a request.</summary>
internal static class MessageQueries
{
    public static readonly QueryParameter[] Parameters =
    [
        new("from", "Started at this time or later (RFC 3339).") { Format = "date-time" },
        new("to", "Started before this time (RFC 3339).") { Format = "date-time" },
        new("status", "One of these statuses: several, or one with commas between.") { IsRepeatable = true },
        new("flow", "Name of the flow."),
        new("id", "Id of the message, correlation id or application id."),
        new("key", "A tracked business key: name:value."),
        new("sender", "Who sent it, as the flow says."),
        new("receiver", "Who it was for, as the flow says."),
        new("customStatus", "Status of its own that the flow set."),
        new("messageType", "Type of the message, as the flow says."),
        new("limit", "Messages on a page, 1 to 1000. Default 50.") { Type = JsonSchemaType.Integer },
        new("cursor", "nextCursor of the page before, with the same filters."),
    ];

    public static MessageQuery Of(IQueryCollection query)
    {
        var (keyName, keyValue) = Key(Text(query, "key"));
        return new MessageQuery
        {
            From = Time(query, "from"),
            To = Time(query, "to"),
            Statuses = [.. query["status"].OfType<string>().SelectMany(s => s.Split(',')).Select(Status)],
            Flow = Text(query, "flow"),
            Id = Text(query, "id"),
            Sender = Text(query, "sender"),
            Receiver = Text(query, "receiver"),
            CustomStatus = Text(query, "customStatus"),
            MessageType = Text(query, "messageType"),
            KeyName = keyName,
            KeyValue = keyValue,
            Limit = Limit(Text(query, "limit")),
            Cursor = Text(query, "cursor"),
        };
    }

    private static string? Text(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    private static DateTimeOffset? Time(IQueryCollection query, string name) => Text(query, name) switch
    {
        null => null,
        var text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => time,
        var text => throw ProblemException.Invalid($"{name}: '{text}' is no time; write it as RFC 3339 says, such as 2026-11-23T14:05:00Z"),
    };

    private static MessageStatus Status(string text) =>
        Enum.TryParse<MessageStatus>(text, ignoreCase: true, out var status) && Enum.IsDefined(status) && char.IsLetter(text[0])
            ? status
            : throw ProblemException.Invalid($"status: '{text}' is none of {string.Join(", ", Enum.GetNames<MessageStatus>()).ToUpperInvariant()}");

    private static (string? Name, string? Value) Key(string? pair)
    {
        if (pair is null)
        {
            return (null, null);
        }

        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 ? (pair[..colon], pair[(colon + 1)..]) : throw ProblemException.Invalid($"key: write name:value, such as orderId:4711, not '{pair}'");
    }

    private static int Limit(string? text) => text switch
    {
        null => new MessageQuery().Limit,
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) => limit,
        _ => throw ProblemException.Invalid($"limit: '{text}' is no number"),
    };
}
