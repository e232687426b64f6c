namespace IntegrationActors.Adapters.OAuth;

/// <summary>A token for a channel.</summary>
/// <param name="Token">The token.</param>
/// <param name="IsKept">The node had it already. When the other side refuses such a one, a fresh one may be what it wants.</param>
public readonly record struct GivenToken(AccessToken Token, bool IsKept);
