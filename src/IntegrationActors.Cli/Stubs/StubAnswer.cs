using IntegrationActors.Definitions.FlowTests;

namespace IntegrationActors.Cli.Stubs;

/// <summary>What a stub answers, with its content in memory.</summary>
internal sealed record StubAnswer(int Status, byte[] Body, IReadOnlyList<KeyValuePair<string, string>> Headers, bool Unreachable)
{
    public const string ContentType = "Content-Type";

    /// <summary>200 without content.</summary>
    public static StubAnswer Empty { get; } = new(200, [], [], Unreachable: false);

    /// <summary>Reads an answer as it is written in a file.</summary>
    /// <param name="options">The answer.</param>
    /// <param name="folder">What the paths of its files are relative to.</param>
    public static StubAnswer Of(StubAnswerOptions options, string folder)
    {
        var body = BodyFiles.Read(options.Body, folder);
        var headers = options.Headers.ToList();
        if (body.Length > 0 && !options.Headers.Keys.Contains(ContentType, StringComparer.OrdinalIgnoreCase))
        {
            headers.Add(KeyValuePair.Create(ContentType, MediaTypes.Of(options.Body?.File, body)));
        }

        return new StubAnswer(options.Status, body, headers, options.Unreachable);
    }
}
