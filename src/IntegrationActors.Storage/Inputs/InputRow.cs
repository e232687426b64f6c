using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Storage.Inputs;

/// <summary>A kept input, packed and encrypted.</summary>
internal sealed record InputRow(MessageId Id, string Flow, int Entry, byte[] Content);
