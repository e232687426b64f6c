using System.Runtime.Serialization;
using System.Text.Json;
using Akka.Actor;
using Akka.Serialization;

namespace IntegrationActors.Runtime.Wire;

/// <summary>JSON under short versioned names, for the types of <see cref="WireTypes"/> and no others.</summary>
internal sealed class WireSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>Written to every row of the journal: never changes.</summary>
    public override int Identifier => 7001;

    public override string Manifest(object o) =>
        WireTypes.Manifests.TryGetValue(o.GetType(), out var manifest)
            ? manifest
            : throw new SerializationException($"{o.GetType()} is not in the list of wire types (WireTypes)");

    public override byte[] ToBinary(object obj) => JsonSerializer.SerializeToUtf8Bytes(obj, WireTypes.ByManifest[Manifest(obj)]);

    public override object FromBinary(byte[] bytes, string manifest)
    {
        if (!WireTypes.ByManifest.TryGetValue(manifest, out var type))
        {
            throw new SerializationException($"'{manifest}' is not in the list of wire types of this release; a newer release wrote it");
        }

        return JsonSerializer.Deserialize(bytes, type) ?? throw new SerializationException($"'{manifest}' holds nothing");
    }
}
