using Microsoft.AspNetCore.Http;

namespace IntegrationActors.Management.Access;

/// <summary>Who calls the API, for the rules and for the audit trail.</summary>
/// <param name="Name">Name of the administrator; <c>local</c> for the operator at the socket.</param>
/// <param name="Token">What the access token is for, as its owner named it; null without one.</param>
/// <param name="Tenant">The one tenant that the caller may see; null: all.</param>
internal sealed record Caller(string Name, string? Token = null, string? Tenant = null)
{
    /// <summary>The operator of the machine: who may open the socket file may do everything anyway.</summary>
    public static Caller Local { get; } = new("local");

    /// <summary>Somebody who has not signed in yet.</summary>
    public static Caller Unknown { get; } = new("unknown");

    public static Caller Of(HttpContext context) => context.Features.Get<Caller>() ?? Unknown;

    public override string ToString() => Token is null ? Name : $"{Name}/{Token}";
}
