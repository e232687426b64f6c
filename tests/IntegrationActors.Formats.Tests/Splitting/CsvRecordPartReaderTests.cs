using System.Buffers;
using System.Text;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Formats.Csv;
using IntegrationActors.Formats.CsvToJson;
using IntegrationActors.Formats.Splitting;

namespace IntegrationActors.Formats.Tests.Splitting;

public sealed class CsvRecordPartReaderTests
{
    [Fact]
    public async Task A_record_has_the_values_of_its_row()
    {
        using var reader = Reader("a,b,c\n1,,é€\n\"x\"\"y\",22,\n"u8.ToArray());

        Assert.Equal(["1", "", "é€"], await NextAsync(reader));
        Assert.Equal(["x\"y", "22", ""], await NextAsync(reader));
        Assert.Equal(0, await reader.ReadAsync(new ArrayBufferWriter<byte>(), 1, default));
    }

    // Each of the first two pieces is broken, and both are a character when they stand one behind the other.
    [Theory]
    [InlineData(new byte[] { 0xC3, (byte)',', 0xA9 }, "field 1 'a'")]
    [InlineData(new byte[] { (byte)'x', (byte)',', 0xA9 }, "field 2 'b'")]
    [InlineData(new byte[] { (byte)'x', (byte)',', (byte)'y', 0xFF }, "field 2 'b'")]
    [InlineData(new byte[] { 0xE2, 0x82, (byte)',', (byte)'y' }, "field 1 'a'")]
    public async Task A_value_that_is_no_text_is_refused_with_its_place(byte[] row, string place)
    {
        using var reader = Reader([.. "a,b\n"u8, .. row]);

        var failed = await Assert.ThrowsAsync<FaultException>(async () => await reader.ReadAsync(new ArrayBufferWriter<byte>(), 1, default));

        Assert.Equal("IA3402", failed.Fault.Code);
        Assert.Contains(place, failed.Fault.Message);
    }

    private static CsvRecordPartReader Reader(byte[] csv) =>
        new(new MemoryStream(csv), new CsvToJsonOptions { Table = new CsvTableOptions { Dialect = new CsvDialect() } }) { MakesRecords = true };

    private static async Task<string[]> NextAsync(CsvRecordPartReader reader)
    {
        Assert.Equal(1, await reader.ReadAsync(new ArrayBufferWriter<byte>(), 1, default));
        var record = Assert.IsAssignableFrom<PayloadRecord>(reader.Document);
        return [.. Enumerable.Range(0, record.Names.Count).Select(field => Encoding.UTF8.GetString(record.Value(field)))];
    }
}
