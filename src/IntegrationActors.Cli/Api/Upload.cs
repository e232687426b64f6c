using System.Net.Http.Headers;
using IntegrationActors.Definitions;

namespace IntegrationActors.Cli.Api;

/// <summary>A bundle on its way to the server.</summary>
internal static class Upload
{
    public static HttpContent Of(Bundle bundle)
    {
        var content = new ByteArrayContent(bundle.ToZip());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        return content;
    }

    /// <summary>Values of parameters as queries, each beginning with <c>&amp;</c>.</summary>
    /// <param name="settings">Each <c>name=value</c>.</param>
    public static string Query(IEnumerable<string> settings) =>
        string.Concat(Settings(settings).Select(s => $"&param.{Uri.EscapeDataString(s.Key)}={Uri.EscapeDataString(s.Value)}"));

    public static IReadOnlyDictionary<string, string> Settings(IEnumerable<string> settings) => NameValuePairs.Parse("--set", settings);
}
