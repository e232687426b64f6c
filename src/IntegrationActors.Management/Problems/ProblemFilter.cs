using System.Text.Json;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Runtime;
using IntegrationActors.Storage;
using IntegrationActors.Storage.Keys;
using Microsoft.AspNetCore.Http;

namespace IntegrationActors.Management.Problems;

/// <summary>Turns the failures that rules and the runtime name into problems; what nobody expects is left to the exception handler of the server.</summary>
internal sealed class ProblemFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception e) when (Explain(e) is { } known)
        {
            return new ProblemResult(known.Problem);
        }
    }

    /// <summary>The problem that a failure is; null when nobody expects it.</summary>
    public static ProblemException? Explain(Exception exception) => exception switch
    {
        ProblemException known => known,
        DiagnosticException found => ProblemException.WithFindings(found.Diagnostics),
        VersionConflictException conflict => ProblemException.VersionConflict(conflict.Message),
        UnknownTenantException unknown => ProblemException.NotFound(unknown.Message),
        JsonException json => ProblemException.Invalid($"the body is not the JSON that is expected here: {json.Message}"),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            ProblemException.Of(StatusCodes.Status413PayloadTooLarge, ProblemCode.TooLarge, "The body is too large", "the body is larger than this resource accepts"),
        BadHttpRequestException bad => ProblemException.Of(bad.StatusCode, ProblemCode.InvalidRequest, "The request is not understood", bad.Message),
        FaultException { Fault: { Code: StoreCodes.Invalid } refused } => ProblemException.Invalid(refused.Hint is null ? refused.Message : $"{refused.Message} {refused.Hint}"),
        FaultException { Fault: var fault } => ProblemException.Of(fault.ResponseStatus ?? StatusCodes.Status409Conflict, fault.Code, "The store refuses it", fault.Hint is null ? fault.Message : $"{fault.Message} {fault.Hint}"),
        StoreUnavailableException unavailable =>
            ProblemException.Of(StatusCodes.Status503ServiceUnavailable, ProblemCode.NotReady, "The store can't write", unavailable.Message, retryAfter: 5),
        StoreKeyException locked =>
            ProblemException.Of(StatusCodes.Status503ServiceUnavailable, ProblemCode.MasterKeyMissing, "The store can't be opened with the keys of this node", locked.Message),
        TimeoutException late =>
            ProblemException.Of(StatusCodes.Status503ServiceUnavailable, ProblemCode.NotReady, "The runtime doesn't answer", late.Message, retryAfter: 5),
        _ => null,
    };
}
