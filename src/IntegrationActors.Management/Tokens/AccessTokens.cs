using IntegrationActors.Management.Access;
using IntegrationActors.Management.Problems;
using IntegrationActors.Security;
using IntegrationActors.Storage.Administration;

namespace IntegrationActors.Management.Tokens;

/// <summary>Gives out and revokes access tokens. Only a hash is stored.</summary>
internal sealed class AccessTokens(SystemStore store, TimeProvider time)
{
    private const int LongestName = 100;
    private const int MostDays = 365;
    private static readonly TimeSpan OneDay = TimeSpan.FromHours(12);

    public async Task<NewTokenView> CreateAsync(Caller owner, TokenRequest request)
    {
        if (request.Name.Length is 0 or > LongestName || request.Name.Any(char.IsControl))
        {
            throw ProblemException.Invalid($"'name' has 1 to {LongestName} characters and no line breaks");
        }

        if (request.Days is < 1 or > MostDays)
        {
            throw ProblemException.Invalid($"'days' is a number from 1 to {MostDays}");
        }

        var token = SecretText.Generate(SecretText.TokenPrefix);
        var expires = time.GetUtcNow() + (request.Days is { } days ? TimeSpan.FromDays(days) : OneDay);
        var created = await store.AddTokenAsync(SecretHash.LookupKey(token), request.Name, owner.Name, expires);
        return new NewTokenView(created.Number, created.Name, token, expires);
    }

    public async Task<IReadOnlyList<TokenView>> ListAsync(CancellationToken cancel) =>
        [.. (await store.ListTokensAsync(cancel)).Select(t => new TokenView(t.Number, t.Name, t.Owner, t.Created, t.Expires))];

    public async Task RevokeAsync(long id)
    {
        if (!await store.DeleteTokenAsync(id))
        {
            throw ProblemException.NotFound($"there is no access token {id}");
        }
    }
}
