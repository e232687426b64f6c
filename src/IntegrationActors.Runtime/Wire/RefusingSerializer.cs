using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace IntegrationActors.Runtime.Wire;

/// <summary>
/// Sits where Akka.NET has a serializer that creates whatever type the other side names. A type that gets here is in no list, and is refused both ways.
/// </summary>
internal sealed class RefusingSerializer : Serializer
{
    // Akka hands the settings of the slot over, because the serializer it stands in for has some.
    public RefusingSerializer(ExtendedActorSystem system, Config settings)
        : base(system) => _ = settings;

    // The id of the serializer it stands in for, so that bytes written for that one are refused as well.
    public override int Identifier => 1;

    public override bool IncludeManifest => true;

    public override byte[] ToBinary(object obj) =>
        throw new SerializationException($"{obj.GetType()} must not leave this process: it is not in the list of wire types (WireTypes)");

    public override object FromBinary(byte[] bytes, Type type) =>
        throw new SerializationException($"{type} was refused: it is not in the list of wire types (WireTypes)");
}
