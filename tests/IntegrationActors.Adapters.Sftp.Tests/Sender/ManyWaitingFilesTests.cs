using IntegrationActors.Adapters.Sftp.Tests.Support;
using IntegrationActors.Contracts;

namespace IntegrationActors.Adapters.Sftp.Tests.Sender;

/// <summary>A server with far more files than a slow flow takes.</summary>
[Collection(nameof(Alone))]
public sealed class ManyWaitingFilesTests
{
    private const long MostMemory = 24L * 1024 * 1024;

    [ServerTheory]
    [InlineData("")]
    [InlineData("sortBy: name, ")]
    public async Task A_hundred_thousand_files_wait_on_the_server_in_little_memory(string order)
    {
        using var peer = new SftpPeer();
        await using var host = peer.Host();

        await new ManyWaitingFiles(host, peer.PathOf, () => peer.Files().Length)
            .WaitInLittleMemoryAsync($"sftp: {{ {peer.Access()}, {order}poll: 100ms, maxMessagesPerPoll: 50 }}", MostMemory);
    }
}
