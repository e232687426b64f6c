using IntegrationActors.Management.Access;
using IntegrationActors.Management.Problems;
using IntegrationActors.Management.Tenants;
using IntegrationActors.Security;
using IntegrationActors.Storage.Administration;

namespace IntegrationActors.Management.Tokens;

/// <summary>Gives out and revokes access tokens. Only a hash is stored.</summary>
internal sealed class AccessTokens(SystemStore store, TenantDirectory tenants, TimeProvider time)
{
    private const int LongestName = 100;
    private const int MostDays = 365;
    private static readonly TimeSpan OneDay = TimeSpan.FromHours(12);

    public async Task<NewTokenView> CreateAsync(Caller owner, TokenRequest request, CancellationToken cancel)
    {
        if (request.Name.Length is 0 or > LongestName || request.Name.Any(char.IsControl))
        {
            throw ProblemException.Invalid($"'name' has 1 to {LongestName} characters and no line breaks");
        }

        if (request.Days is < 1 or > MostDays)
        {
            throw ProblemException.Invalid($"'days' is a number from 1 to {MostDays}");
        }

        var tenant = await TenantAsync(owner, request.Tenant, cancel);
        var token = SecretText.Generate(SecretText.TokenPrefix);
        var expires = time.GetUtcNow() + (request.Days is { } days ? TimeSpan.FromDays(days) : OneDay);
        var created = await store.AddTokenAsync(SecretHash.LookupKey(token), request.Name, owner.Name, expires, tenant);
        return new NewTokenView(created.Number, created.Name, token, expires, tenant);
    }

    public async Task<IReadOnlyList<TokenView>> ListAsync(Caller caller, CancellationToken cancel) =>
        [.. (await VisibleAsync(caller, cancel)).Select(t => new TokenView(t.Number, t.Name, t.Owner, t.Created, t.Expires, t.Tenant))];

    public async Task RevokeAsync(Caller caller, long id, CancellationToken cancel)
    {
        var isVisible = (await VisibleAsync(caller, cancel)).Any(t => t.Number == id);
        if (!isVisible || !await store.DeleteTokenAsync(id))
        {
            throw ProblemException.NotFound($"there is no access token {id}");
        }
    }

    // Whoever acts for one tenant gives tokens for that one only.
    private async Task<string?> TenantAsync(Caller owner, string? wanted, CancellationToken cancel)
    {
        if (owner.Tenant is { } own)
        {
            return wanted is null || string.Equals(wanted, own, StringComparison.Ordinal) ? own : throw TenantDirectory.Unknown(wanted);
        }

        if (wanted is not null)
        {
            await tenants.RequireAsync(wanted, cancel);
        }

        return wanted;
    }

    private async Task<IEnumerable<AccessToken>> VisibleAsync(Caller caller, CancellationToken cancel)
    {
        var all = await store.ListTokensAsync(cancel);
        return caller.Tenant is { } own ? all.Where(t => string.Equals(t.Tenant, own, StringComparison.Ordinal)) : all;
    }
}
