namespace IntegrationActors.Cli.Stubs;

/// <summary>Guesses what a body is: by the name of its file, or by how it begins.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";
    public const string Xml = "application/xml";

    public static string Of(string? file, ReadOnlySpan<byte> body) => Path.GetExtension(file ?? "").ToUpperInvariant() switch
    {
        ".XML" => Xml,
        ".JSON" => Json,
        ".CSV" => "text/csv",
        ".TXT" => "text/plain",
        _ => First(body) switch
        {
            (byte)'{' or (byte)'[' => Json,
            (byte)'<' => Xml,
            _ => "text/plain",
        },
    };

    private static byte First(ReadOnlySpan<byte> body)
    {
        var at = body.IndexOfAnyExcept(" \t\r\n"u8);
        return at < 0 ? (byte)0 : body[at];
    }
}
