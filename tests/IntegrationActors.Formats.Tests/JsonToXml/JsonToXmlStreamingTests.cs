using IntegrationActors.Formats.JsonToXml;

namespace IntegrationActors.Formats.Tests.JsonToXml;

public class JsonToXmlStreamingTests
{
    private const int Records = 2_000_000;

    [Fact]
    public async Task Converts_two_hundred_megabytes_while_they_arrive()
    {
        var record = """{"id":12345678,"name":"Company & Sons","note":"äöü \"quoted\"","total":[1.25,2.50,3.75],"@state":"open"},"""u8.ToArray();
        var element = """<item state="open"><id>12345678</id><name>Company &amp; Sons</name><note>äöü "quoted"</note><total>1.25</total><total>2.50</total><total>3.75</total></item>"""u8.ToArray();
        await using var input = new GeneratedStream("[0,"u8.ToArray(), record, Records, "0]"u8.ToArray());
        await using var output = new LagStream(input, (double)element.Length / record.Length);

        await new JsonToXmlConverter(Convert.Bare with { Root = "orders" }).ConvertAsync(input, output, default);

        Assert.True(input.Given > 200_000_000);
        Assert.Equal(((long)element.Length * Records) + "<orders><item>0</item><item>0</item></orders>".Length, output.Taken);
        Assert.True(output.StartedBeforeTheEnd);
        Assert.True(output.LargestLag < 4 * 1024 * 1024, $"the output lagged {output.LargestLag} bytes behind the input");
    }

    [Fact]
    public async Task Stops_when_it_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        await using var input = new GeneratedStream("["u8.ToArray(), "1,"u8.ToArray(), 100_000_000, "1]"u8.ToArray());
        await using var output = new CancellingStream(stop);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new JsonToXmlConverter(Convert.Bare with { Root = "r" }).ConvertAsync(input, output, stop.Token));

        Assert.False(input.IsAtEnd);
    }

    private sealed class CancellingStream(CancellationTokenSource stop) : MemoryStream
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            await stop.CancelAsync();
    }
}
