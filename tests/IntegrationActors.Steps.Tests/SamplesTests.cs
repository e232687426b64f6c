using System.Text;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Definitions;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests;

/// <summary>The flows of the samples folder: without findings, and doing what their comments say. Their calls over HTTP are tested with the server.</summary>
public sealed class SamplesTests
{
    private static readonly string Folder = Find(AppContext.BaseDirectory);

    public static TheoryData<string> Samples => [.. Directory.EnumerateDirectories(Folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_has_no_findings(string sample)
    {
        Assert.Empty(Sample(sample).Findings());
    }

    [Fact]
    public async Task The_order_of_another_region_is_answered_without_the_ERP()
    {
        var end = await (Sample("orders-to-erp") with { Body = """{ "id": 1, "region": "JP" }""" }).RunAsync();

        Assert.Equal(MessageStatus.Completed, end.Status);
        Assert.Equal("""{ "order": "1", "status": "not for us" }""", end.Body);
        Assert.Contains("region 'JP'", Assert.Single(end.Lines).Text);
        Assert.Equal([KeyValuePair.Create("orderId", "1")], end.Record.Keys);
    }

    [Fact]
    public async Task An_ERP_that_cant_be_reached_fails_the_order_with_status_502()
    {
        var sample = Sample("orders-to-erp");
        var unreachable = sample.Source! with { Text = sample.Source.Text.Replace("127.0.0.1:8080", "127.0.0.1:1").Replace("attempts: 3", "attempts: 1").Replace("        credential: erp\n", "") };

        var end = await (sample with { Source = unreachable, Body = Text("orders-to-erp", "order.json") }).RunAsync();

        Assert.Equal((MessageStatus.Failed, 502), (end.Status, end.Fault?.ResponseStatus));
        Assert.Contains("order 4711", end.Fault?.Message);
        Assert.Contains("<order><id>4711</id><region>EU</region><customer><name>Müller &amp; Söhne</name>", end.Body);
    }

    [Fact]
    public async Task The_demo_ERP_confirms_an_order()
    {
        var end = await (Sample("demo-erp") with
        {
            Body = "<order><id>4711</id><lines><sku>A</sku></lines></order>",
            Headers = new Dictionary<string, string> { ["X-Company"] = "1010" },
        }).RunAsync();

        Assert.Equal(MessageStatus.Completed, end.Status);
        Assert.Matches("""^<confirmation number="45-4711" company="1010" date="\d{4}-\d\d-\d\d">\s+<order>.*</order>\s+</confirmation>""", end.Body);
        Assert.Equal("application/xml", end.Headers["Content-Type"]);
    }

    [Fact]
    public async Task The_demo_ERP_refuses_an_order_without_lines()
    {
        var end = await (Sample("demo-erp") with { Body = "<order><id>4711</id></order>" }).RunAsync();

        Assert.Equal(("ERP-12", 422), (end.Fault?.Code, end.Fault?.ResponseStatus));
    }

    [Theory]
    [InlineData("EU", "DE", "0.19", "343.67")]
    [InlineData("US", "US", "0", "288.80")]
    [InlineData("JP", "SG", "0.09", "314.79")]
    public async Task The_invoice_adds_up_with_the_tax_of_the_region(string region, string country, string rate, string total)
    {
        var end = await (Sample("invoice-from-order") with { Body = Text("invoice-from-order", "order.xml").Replace("EU", region) }).RunAsync();

        Assert.Equal(MessageStatus.Completed, end.Status);
        Assert.Contains($"<Country>{country}</Country>", end.Body);
        Assert.Contains("<Net>288.80</Net>", end.Body);
        Assert.Contains($"<Tax Rate=\"{rate}\">", end.Body);
        Assert.Contains($"<Total>{total}</Total>", end.Body);
        Assert.Contains("Müller &amp; Söhne", end.Body);
    }

    [Fact]
    public async Task The_invoice_of_an_order_without_lines_is_refused()
    {
        var end = await (Sample("invoice-from-order") with { Body = """<order xmlns="urn:example:order" id="7"/>""" }).RunAsync();

        Assert.Equal(("INVOICE-1", "Order '7' has no lines"), (end.Fault?.Code, end.Fault?.Message));
    }

    private static FlowTest Sample(string name)
    {
        var bundle = Bundle.FromFolder(Path.Combine(Folder, name));
        return new FlowTest("")
        {
            Source = bundle.Flow(Assert.Single(bundle.FlowFiles)),
            Files = bundle.Files.ToDictionary(file => file.Key, file => Encoding.UTF8.GetString(file.Value.Span)),
        };
    }

    private static string Text(string sample, string file) => File.ReadAllText(Path.Combine(Folder, sample, file));

    private static string Find(string from) => Path.Combine(from, "samples") is var folder && File.Exists(Path.Combine(from, "IntegrationActors.sln"))
        ? folder
        : Find(Path.GetDirectoryName(from)!);
}
