using IntegrationActors.Core.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace IntegrationActors.Management.Problems;

/// <summary>A request that the rules refuse; becomes the answer at the edge of the API.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem { get; } = problem;

    public static ProblemException NotFound(string detail) =>
        Of(StatusCodes.Status404NotFound, ProblemCode.NotFound, "Not found", detail);

    public static ProblemException MethodNotAllowed(string detail) =>
        Of(StatusCodes.Status405MethodNotAllowed, ProblemCode.MethodNotAllowed, "The path doesn't have this method", detail);

    public static ProblemException Forbidden(string detail) =>
        Of(StatusCodes.Status403Forbidden, ProblemCode.Forbidden, "Not allowed", detail);

    public static ProblemException Invalid(string detail) =>
        Of(StatusCodes.Status400BadRequest, ProblemCode.InvalidRequest, "The request is not understood", detail);

    public static ProblemException Exists(string detail) =>
        Of(StatusCodes.Status409Conflict, ProblemCode.Exists, "It exists already", detail);

    public static ProblemException MediaType(string given, string expected) =>
        Of(StatusCodes.Status415UnsupportedMediaType, ProblemCode.MediaType, "The content type is not accepted", $"'{given}' is not accepted here; send {expected}");

    public static ProblemException VersionConflict(string detail) =>
        Of(StatusCodes.Status412PreconditionFailed, ProblemCode.VersionConflict, "Somebody else changed it", detail);

    public static ProblemException VersionRequired(string detail) =>
        Of(StatusCodes.Status428PreconditionRequired, ProblemCode.VersionRequired, "The version to replace must be named", detail);

    public static ProblemException WithFindings(IReadOnlyList<Diagnostic> findings)
    {
        var errors = findings.Count(f => f.Severity == Severity.Error);
        return new(new Problem
        {
            Status = StatusCodes.Status422UnprocessableEntity,
            Code = ProblemCode.Findings,
            Title = "The flow has errors",
            Detail = $"{errors} {(errors == 1 ? "error" : "errors")}, nothing was deployed",
            Diagnostics = Finding.Of(findings),
        });
    }

    public static ProblemException NotStarted(string detail, IReadOnlyList<Diagnostic> findings) => new(new Problem
    {
        Status = StatusCodes.Status422UnprocessableEntity,
        Code = ProblemCode.NotStarted,
        Title = "The flow doesn't start",
        Detail = detail,
        Diagnostics = Finding.Of(findings),
    });

    public static ProblemException Of(int status, string code, string title, string detail, int? retryAfter = null) =>
        new(new Problem { Status = status, Code = code, Title = title, Detail = detail, RetryAfter = retryAfter });
}
