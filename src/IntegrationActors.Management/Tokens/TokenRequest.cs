namespace IntegrationActors.Management.Tokens;

/// <summary>A wish for an access token.</summary>
public sealed record TokenRequest
{
    /// <summary>What it is for; stands in the audit trail. At most 100 characters. Default: <c>sign-in</c>.</summary>
    public string Name { get; init; } = "sign-in";

    /// <summary>Days until it expires, 1 to 365. Default: it expires after 12 hours.</summary>
    public int? Days { get; init; }

    /// <summary>The one tenant that it opens: nothing of another can be seen with it. Default: all tenants; a token for one tenant gives only tokens for the same.</summary>
    public string? Tenant { get; init; }
}
