using System.Globalization;
using System.Text.Json;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.OAuth;

/// <summary>What an authorization server answered (RFC 6749, 5). It may be anything, and what is told of it has no secret.</summary>
internal sealed class TokenAnswer(ReadOnlyMemory<byte> body, TokenRequest request)
{
    private const int LongestError = 500;
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(1);

    /// <summary>What it says of an error, in one line; null when it says nothing that can be read.</summary>
    public string? Error
    {
        get
        {
            using var json = Parse(out _);
            return json is not null && Text(json.RootElement, "error") is { Length: > 0 } error
                ? Masked(Text(json.RootElement, "error_description") is { Length: > 0 } description ? $"{error}: {description}" : error)
                : null;
        }
    }

    /// <summary>The token.</summary>
    /// <param name="begin">When it was asked for.</param>
    /// <exception cref="FaultException">IA3827: there is none.</exception>
    public AccessToken Token(DateTimeOffset begin)
    {
        using var json = Parse(out var problem);
        var root = json?.RootElement ?? throw TokenFaults.NoToken(request, "it is not JSON", problem);
        var value = Text(root, "access_token");
        return value is not { Length: > 0 } ? throw TokenFaults.NoToken(request, Error is { } error ? $"it has no 'access_token', but an error: {error}" : "it has no 'access_token'")
            : value.AsSpan().ContainsAnyExceptInRange('!', '~') ? throw TokenFaults.NoToken(request, "its 'access_token' has characters that no token has (RFC 6750, 2.1)")
            : Text(root, "token_type") is { } type && !type.StartsWith("bearer", StringComparison.OrdinalIgnoreCase) ? throw TokenFaults.NoToken(request, $"its token is of type '{Masked(type)}', and only bearer tokens can be used")
            : new AccessToken(value, request.Client.User, begin, Lifetime(root));
    }

    private static string? Text(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // Some servers write the number as a text.
    private static TimeSpan Lifetime(JsonElement root)
    {
        var text = root.TryGetProperty("expires_in", out var told) && told.ValueKind is JsonValueKind.Number or JsonValueKind.String ? told.ToString() : "";
        return !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) || !(seconds > 0) ? DefaultLifetime
            : seconds > LongestLifetime.TotalSeconds ? LongestLifetime
            : TimeSpan.FromSeconds(seconds);
    }

    private JsonDocument? Parse(out JsonException? problem)
    {
        problem = null;
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException e)
        {
            problem = e;
            return null;
        }
    }

    // A server that repeats what it was sent must not bring the secret into a log.
    private string Masked(string text)
    {
        var line = new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
        var secret = request.Client.Password;
        var isLeak = secret.Length > 0 && (line.Contains(secret, StringComparison.Ordinal) || line.Contains(Uri.EscapeDataString(secret), StringComparison.Ordinal));
        return isLeak ? "its text repeats the secret of the client, and is not shown" : line.Length <= LongestError ? line : $"{line[..LongestError]}…";
    }
}
