using System.Text;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Base64;

public sealed class Base64StepTests
{
    [Theory]
    [InlineData("- base64Encode", "", "")]
    [InlineData("- base64Encode", "f", "Zg==")]
    [InlineData("- base64Encode", "foo", "Zm9v")]
    [InlineData("- base64Encode: { lineLength: 4 }", "foob", "Zm9v\r\nYg==\r\n")]
    [InlineData("- base64Encode: { url: true }", "ü?>", "w7w_Pg")]
    public async Task The_body_is_encoded(string step, string body, string expected)
    {
        var end = await new FlowTest(step) { Body = body }.RunAsync();

        Assert.Equal((expected, "text/plain"), (end.Body, end.Headers["Content-Type"]));
    }

    [Theory]
    [InlineData("- base64Decode: { contentType: text/x }", " Zm\r\n9vYg = =\n", "foob", "text/x")]
    [InlineData("- base64Decode", "", "", "application/octet-stream")]
    [InlineData("- base64Decode: { url: true }", "w7w_Pg", "ü?>", "application/octet-stream")]
    [InlineData("- base64Decode: { url: true }", "Zg==", "f", "application/octet-stream")]
    public async Task The_body_is_decoded(string step, string body, string expected, string type)
    {
        var end = await new FlowTest(step) { Body = body }.RunAsync();

        Assert.Null(end.Fault);
        Assert.Equal((expected, type), (end.Body, end.Headers["Content-Type"]));
    }

    [Theory]
    [InlineData("Zg=", "ends in the middle of a group at byte 3")]
    [InlineData("Zg", "ends in the middle of a group at byte 2")]
    [InlineData("Z", "ends in the middle of a group at byte 1")]
    [InlineData("Zg==Zg==", "something follows the padding at byte 4")]
    [InlineData("Zm9v-_==", "character 0x2D does not belong to it at byte 4")]
    [InlineData("Zm9vü", "character 0xC3 does not belong to it at byte 4")]
    [InlineData("Zm9v=", "ends in the middle of a group")]
    public async Task What_is_not_base64_is_refused_with_its_place(string body, string message)
    {
        var end = await new FlowTest("- base64Decode") { Body = body }.RunAsync();

        Assert.Equal("IA3420", end.Fault?.Code);
        Assert.Contains(message, end.Fault!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "{}")]
    [InlineData("{ lineLength: 76 }", "{}")]
    [InlineData("{ url: true }", "{ url: true }")]
    public async Task A_body_larger_than_memory_comes_back_unchanged(string encode, string decode)
    {
        var body = string.Concat(Enumerable.Range(0, 40_000));

        var end = await new FlowTest($"- base64Encode: {encode}\n- base64Decode: {decode}") { Body = body, Encoding = Encoding.Latin1 }.RunAsync();

        Assert.Equal(body, end.Body);
    }

    [Fact]
    public void A_line_of_part_groups_is_a_finding() =>
        Assert.Contains("multiple of 4", Assert.Single(new FlowTest("- base64Encode: { lineLength: 75 }").Findings()), StringComparison.Ordinal);
}
