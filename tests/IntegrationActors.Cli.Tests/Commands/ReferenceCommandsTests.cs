using System.Text.Json.Nodes;

namespace IntegrationActors.Cli.Tests.Commands;

public sealed class ReferenceCommandsTests : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.Create();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Docs_writes_a_page_per_step_and_the_schemas()
    {
        var result = await new Ia { Folder = _folder.Path }.RunAsync("docs", "reference");

        Assert.Equal(ExitCode.Fine, result.ExitCode);
        Assert.All(["README.md", "flow.md", "test.md", "steps/set.md", "receivers/https.md", "flow.schema.json"], page => Assert.True(File.Exists(Path.Combine(_folder.Path, "reference", page))));
    }

    [Theory]
    [InlineData("flow", "IntegrationActors flow")]
    [InlineData("test", "IntegrationActors flow tests")]
    public async Task A_schema_is_JSON_with_its_title(string kind, string title) =>
        Assert.Equal(title, (string?)JsonNode.Parse((await new Ia().RunAsync("schema", kind)).Output)!["title"]);
}
