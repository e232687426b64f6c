using System.Text;
using IntegrationActors.Definitions.FlowTests;

namespace IntegrationActors.Cli.Stubs;

/// <summary>Reads bodies that test files describe.</summary>
internal static class BodyFiles
{
    /// <summary>The bytes of a body; none when there is none.</summary>
    public static byte[] Read(TestBodyOptions? body, string folder) => body switch
    {
        { File: { } file } => Read(file, folder),
        { Base64: { } base64 } => Convert.FromBase64String(base64),
        { Text: { } text } => Encoding.UTF8.GetBytes(text),
        _ => [],
    };

    /// <summary>A file beside a test file.</summary>
    public static byte[] Read(string file, string folder)
    {
        var path = Path.Combine(folder, file);
        return File.Exists(path) ? File.ReadAllBytes(path) : throw CliException.Negative($"there is no file '{file}' in '{folder}'");
    }
}
