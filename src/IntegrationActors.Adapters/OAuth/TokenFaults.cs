using System.Net;
using System.Security.Authentication;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.OAuth;

/// <summary>Why there is no access token. No text has a secret, a token, or the query of an address.</summary>
public static class TokenFaults
{
    /// <summary>The authorization server refuses the client, or what it asks for.</summary>
    public const string Refused = "IA3825";

    /// <summary>The authorization server does not answer, or not now: later it may.</summary>
    public const string Unreachable = "IA3826";

    internal const string Unreadable = "IA3827";
    internal const string NoCredential = "IA3828";

    /// <summary>Whether a fault is one of these.</summary>
    public static bool Has(Fault fault) => fault.Code is Refused or Unreachable or Unreadable or NoCredential;

    internal static FaultException Credential(string problem) => new(NoCredential, problem, "Deploy user credentials with id and secret of the client, or correct the channel.");

    internal static FaultException Answer(TokenRequest request, HttpStatusCode status, string? said) => new(
        IsPassing(status) ? Unreachable : Refused,
        $"{request.Shown} gave client '{request.Client.User}' no access token: it answered {(int)status}{(said is null ? "." : $": {said}")}",
        HintOf(status, said, request.Client.Name));

    internal static FaultException Late(TokenRequest request, Exception cause) => new(
        Unreachable, $"{request.Shown} gave no access token within {Duration.Format(request.Timeout)}.", "See why the authorization server is slow, or whether a firewall is in between; or raise 'timeout'.", cause);

    internal static FaultException Connection(TokenRequest request, Exception exception) => request.Trust.Refusal is { } refusal
        ? new FaultException(
            Unreachable, $"{request.Shown}: {refusal} The secret was not sent.", "Compare it with what the operator of the server says; then name it, or who issued it, in 'trustedCertificates' of 'token'.", exception)
        : new FaultException(
            Unreachable, $"{request.Shown}: {What(exception)}: {Fault.Cut(exception.GetBaseException().Message)}", "Check 'url' of 'token', and that the authorization server is up and can be reached from this node.", exception);

    internal static FaultException NoToken(TokenRequest request, string problem, Exception? cause = null) => new(
        Unreadable, $"The answer of {request.Shown} can't be used: {problem}.", "Check 'url' of 'token': it has to be the token endpoint, not a page or the address of the server alone.", cause);

    private static bool IsPassing(HttpStatusCode status) => status is >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout;

    private static string What(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "the host name is not known",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } or { InnerException: AuthenticationException } => "no secure connection",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "no connection",
        _ => "the connection broke",
    };

    private static string HintOf(HttpStatusCode status, string? said, string credential) => (int)status switch
    {
        >= 300 and < 400 => "Redirects are not followed: write the address that the server names.",
        404 or 405 or 410 => "Check 'url' of 'token': it has to be the token endpoint of the server.",
        >= 500 or 429 or 408 => "The authorization server has a problem of its own, or too much to do; its log says more. The channel asks again by itself.",
        _ when said?.StartsWith("invalid_scope", StringComparison.Ordinal) == true => "Check 'scope', and which scopes the server gives this client.",
        _ when said?.StartsWith("invalid_target", StringComparison.Ordinal) == true => "Check 'resource' or 'audience' in 'parameters'.",
        _ when said?.StartsWith("unauthorized_client", StringComparison.Ordinal) == true || said?.StartsWith("unsupported_grant_type", StringComparison.Ordinal) == true =>
            "Allow the client the grant client_credentials at the authorization server.",
        _ => $"Check id and secret of the client in credential '{credential}', 'clientAuthentication' and 'parameters'.",
    };
}
