using System.Text.Json.Serialization;

namespace IntegrationActors.Storage.Clients;

[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class ClientJson : JsonSerializerContext;
