using System.Text;
using IntegrationActors.Management.Problems;
using IntegrationActors.Security;
using IntegrationActors.Storage.Administration;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace IntegrationActors.Management.Access;

/// <summary>Checks name and password of an administrator. One at a time: a password hash costs a tenth of a second of CPU, and strangers shall not take more than one core.</summary>
internal sealed class SignIn(SystemStore store, SignInThrottle throttle) : IDisposable
{
    private const string Scheme = "Basic ";

    // An unknown name costs the same time as a known one, so that names can't be guessed by the clock.
    private static readonly Lazy<string> NobodysHash = new(() => PasswordHash.Create(SecretText.Generate(SecretText.PasswordPrefix)));

    private readonly SemaphoreSlim _one = new(1);

    public async Task<Caller> CheckAsync(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress?.ToString() ?? "";
        CheckThrottle(address);
        var (name, password) = Credentials(http.Request) ?? throw Refused(http, "send name and password of an administrator as 'Authorization: Basic …', or an access token");
        await _one.WaitAsync(http.RequestAborted);
        try
        {
            // Those that came at the same time have waited here: what failed meanwhile counts for them too.
            CheckThrottle(address);
            if (!await IsRightAsync(name, password, http.RequestAborted))
            {
                throttle.Failed(address);
                throw Refused(http, "name or password is wrong");
            }

            throttle.Succeeded(address);
            return new Caller(name);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<bool> IsRightAsync(string name, string password, CancellationToken cancel)
    {
        var administrator = await store.FindAdministratorAsync(name, cancel);
        return await Task.Run(() => PasswordHash.Verify(password, administrator?.PasswordHash ?? NobodysHash.Value), cancel) && administrator is not null;
    }

    private void CheckThrottle(string address)
    {
        if (throttle.WaitOf(address) is { } wait)
        {
            throw ProblemException.Of(
                StatusCodes.Status429TooManyRequests,
                ProblemCode.TooManySignIns,
                "Too many failed sign-ins",
                "too many sign-ins from this address have failed; try again later",
                (int)Math.Ceiling(wait.TotalSeconds));
        }
    }

    private static (string Name, string Password)? Credentials(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var encoded = header[Scheme.Length..].Trim();
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 1 ? null : (text[..colon], text[(colon + 1)..]);
    }

    private static ProblemException Refused(HttpContext http, string detail)
    {
        http.Response.Headers[HeaderNames.WWWAuthenticate] = "Basic realm=\"IntegrationActors\", charset=\"UTF-8\"";
        return ProblemException.Of(StatusCodes.Status401Unauthorized, ProblemCode.SignInRefused, "Sign-in refused", detail);
    }
}
