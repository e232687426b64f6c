using IntegrationActors.Adapters.Tests.Support;
using IntegrationActors.Contracts;

namespace IntegrationActors.Adapters.Tests.Files.Local;

/// <summary>A folder with far more files than a slow flow takes.</summary>
[Collection(nameof(Alone))]
public sealed class ManyWaitingFilesTests
{
    private const long MostMemory = 16L * 1024 * 1024;

    [Theory]
    [InlineData("")]
    [InlineData("sortBy: name, ")]
    public async Task A_hundred_thousand_files_wait_where_they_are_in_little_memory(string order)
    {
        using var folder = new LocalFolder();
        await using var host = folder.Host();

        await new ManyWaitingFiles(host, folder.PathOf, () => folder.Files().Length)
            .WaitInLittleMemoryAsync($"file: {{ {order}poll: 100ms, maxMessagesPerPoll: 20 }}", MostMemory);
    }
}
