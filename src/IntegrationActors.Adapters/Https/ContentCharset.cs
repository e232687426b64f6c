using System.Text;
using Microsoft.Net.Http.Headers;

namespace IntegrationActors.Adapters.Https;

/// <summary>The character set that a Content-Type names.</summary>
public static class ContentCharset
{
    /// <summary>The encoding; null is UTF-8. False when the character set is unknown.</summary>
    public static bool TryGet(string? contentType, out Encoding? encoding)
    {
        encoding = null;
        if (contentType is null
            || !contentType.Contains("charset", StringComparison.OrdinalIgnoreCase)
            || !MediaTypeHeaderValue.TryParse(contentType, out var media)
            || !media.Charset.HasValue
            || media.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        encoding = media.Encoding ?? Find(media.Charset.Value!.Trim('"'));
        return encoding is not null;
    }

    /// <summary>The encoding of this name; null when it is unknown.</summary>
    public static Encoding? Find(string name)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
