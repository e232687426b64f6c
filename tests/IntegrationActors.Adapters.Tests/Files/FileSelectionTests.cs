using IntegrationActors.Adapters.Files;
using IntegrationActors.Adapters.Files.Local.Sender;

namespace IntegrationActors.Adapters.Tests.Files;

/// <summary>How much of a list is read, and what is kept of it.</summary>
public sealed class FileSelectionTests
{
    [Fact]
    public async Task Without_an_order_a_list_is_read_no_further_than_needed()
    {
        var files = new ListedFiles(100_000);

        var found = await FindAsync(files, new FileSenderOptions(), most: 10);

        Assert.Equal((10, 10, false), (found.Files.Count, files.Shown, found.IsWhole));
    }

    [Theory]
    [InlineData(FileOrder.Name, false, "000000 000001 000002")]
    [InlineData(FileOrder.Name, true, "000999 000998 000997")]
    [InlineData(FileOrder.Size, false, "000000 000100 000200")]
    [InlineData(FileOrder.Timestamp, false, "000999 000998 000997")]
    [InlineData(FileOrder.None, true, "000999 000998 000997")]
    public async Task The_first_in_order_are_found_however_late_they_are_listed(FileOrder order, bool isDescending, string expected)
    {
        var files = new ListedFiles(1000);

        var found = await FindAsync(files, new FileSenderOptions { SortBy = order, Descending = isDescending }, most: 3);

        Assert.Equal(expected, string.Join(' ', found.Files.Select(file => file.Name)));
        Assert.True(found.IsWhole);
    }

    [Fact]
    public async Task Files_of_a_higher_rank_come_behind_and_those_without_a_rank_not_at_all()
    {
        var files = new ListedFiles(10);

        var found = await FindAsync(files, new FileSenderOptions(), most: 100, file => file.Name[^1] switch { '0' => 2, '1' => 1, '5' => null, _ => 0 });

        Assert.Equal("234678910", string.Concat(found.Files.Select(file => file.Name[^1])));
    }

    [Fact]
    public async Task Files_that_were_passed_over_do_not_fill_the_list()
    {
        var files = new ListedFiles(100);

        var found = await FindAsync(files, new FileSenderOptions(), most: 2, file => file.Name[^2] == '9' ? 0 : 1);

        Assert.Equal("000090 000091", string.Join(' ', found.Files.Select(file => file.Name)));
    }

    private static async Task<FoundFiles> FindAsync(ListedFiles files, FileSenderOptions options, int most, Func<FileEntry, int?>? rankOf = null) =>
        await new FileSelection(options, "in", "*").FindAsync(files, most, rankOf ?? (_ => 0), CancellationToken.None);
}
