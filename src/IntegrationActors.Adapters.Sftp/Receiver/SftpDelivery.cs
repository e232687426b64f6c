using IntegrationActors.Adapters.Sftp.Connections;

namespace IntegrationActors.Adapters.Sftp.Receiver;

/// <summary>What one message is delivered with.</summary>
/// <param name="Options">The options that hold for it.</param>
/// <param name="Host">The server.</param>
/// <param name="Path">The file.</param>
/// <param name="Method">How the message wants to log in; null: by all that the channel has.</param>
internal sealed record SftpDelivery(SftpReceiverOptions Options, SftpAddress Host, string Path, SftpLoginMethod? Method);
