using System.Text.Json;
using System.Text.Json.Serialization;

namespace IntegrationActors.Storage.Backups;

/// <summary>The manifest as JSON. Members are only ever added: old backups stay readable.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(BackupManifest))]
internal sealed partial class BackupJson : JsonSerializerContext;
