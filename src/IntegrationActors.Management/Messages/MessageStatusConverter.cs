using System.Text.Json;
using System.Text.Json.Serialization;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Management.Messages;

/// <summary>Writes the status of messages in capitals, as the field writes it: <c>COMPLETED</c>.</summary>
internal sealed class MessageStatusConverter() : JsonStringEnumConverter<MessageStatus>(JsonNamingPolicy.SnakeCaseUpper);
