using System.Text;
using IntegrationActors.Adapters.Tests.Support;

namespace IntegrationActors.Adapters.Tests.Https.Receiver;

/// <summary>The character set in which text leaves.</summary>
public sealed class RecodedBodyTests : IAsyncLifetime
{
    private TestNode _node = null!;

    public async Task InitializeAsync() => _node = await TestNode.StartAsync();

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Theory]
    [InlineData("- set: { properties: { CamelCharsetName: iso-8859-1 } }", "application/xml; charset=iso-8859-1", "iso-8859-1")]
    [InlineData("- set: { headers: { CamelCharsetName: windows-1252 } }", "application/xml; charset=windows-1252", "windows-1252")]
    [InlineData("- set: { properties: { CamelCharsetName: UTF-8 } }", "application/xml; charset=utf-8", "utf-8")]
    [InlineData("- log: nothing", "application/xml; charset=utf-8", "utf-8")]
    public async Task Text_leaves_as_UTF_8_or_in_the_character_set_that_the_flow_asks_for(string step, string type, string charset)
    {
        (string?, byte[]) seen = default;
        await using var backend = await Backend.StartAsync(async context =>
        {
            var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            seen = (context.Request.ContentType, body.ToArray());
        });
        await _node.DeployAsync("path: /orders", $"- set: {{ headers: {{ Content-Type: application/xml; charset=utf-8 }}, body: \"<ä/>\" }}\n{step}\n- send: {{ https: {{ url: \"{backend.Address}\" }} }}");

        var answer = await _node.PostAsync("/t/acme/http/orders", "x");

        Assert.Equal(type, seen.Item1);
        Assert.Equal((CodePagesEncodingProvider.Instance.GetEncoding(charset) ?? Encoding.GetEncoding(charset)).GetBytes("<ä/>"), seen.Item2);
        Assert.Equal(("<ä/>", "application/xml; charset=utf-8"), (await answer.Content.ReadAsStringAsync(), answer.Content.Headers.ContentType!.ToString()));
    }

    [Theory]
    [InlineData("image/png", 255)]
    [InlineData("audio/mpeg", 255)]
    [InlineData("video/mp4", 255)]
    [InlineData("application/octet-stream", 255)]
    [InlineData("application/pdf", 255)]
    [InlineData("application/zip", 255)]
    [InlineData("application/gzip", 255)]
    [InlineData("image/svg+xml", '?')]
    [InlineData("text/plain", '?')]
    public async Task What_is_no_text_leaves_as_it_is(string type, int expected)
    {
        var seen = new MemoryStream();
        await using var backend = await Backend.StartAsync(context => context.Request.Body.CopyToAsync(seen));
        await _node.DeployAsync("path: /orders", $"- set: {{ properties: {{ CamelCharsetName: iso-8859-1 }} }}\n- send: {{ https: {{ url: \"{backend.Address}\" }} }}");
        var content = new ByteArrayContent([255]);
        content.Headers.ContentType = new(type);

        await _node.SendAsync(HttpMethod.Post, "/t/acme/http/orders", content);

        Assert.Equal(expected == 255 ? [(byte)255] : [], seen.ToArray());
    }

    [Theory]
    [InlineData("klingon", "not known")]
    [InlineData("us-ascii", "does not have")]
    public async Task A_character_set_that_can_not_be_used_fails_the_message_before_anything_is_sent(string charset, string problem)
    {
        await using var backend = await Backend.EchoAsync();
        await _node.DeployAsync("path: /orders", $"- set: {{ properties: {{ CamelCharsetName: {charset} }}, body: ä }}\n- call: {{ https: {{ url: \"{backend.Address}\" }} }}");

        await _node.PostAsync("/t/acme/http/orders", "x");

        var fault = (await _node.Log.NextAsync()).Fault!;
        Assert.Equal(("IA3209", 0), (fault.Code, backend.Calls));
        Assert.Contains(problem, fault.Message);
    }
}
