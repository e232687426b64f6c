using System.Net;

namespace IntegrationActors.Cli.Api;

/// <summary>An answer of the server that is no success.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="code">Stable code of the cause; empty when the answer bears none.</param>
/// <param name="detail">What happened and what to do next.</param>
/// <param name="hint">Further lines: what to do with this tool; may be empty.</param>
/// <param name="findings">Findings as lines, exactly as the server says them.</param>
internal sealed class ApiException(HttpStatusCode status, string code, string detail, string hint, IReadOnlyList<string> findings) : Exception(detail)
{
    public HttpStatusCode Status { get; } = status;

    public string Code { get; } = code;

    public string Hint { get; } = hint;

    public IReadOnlyList<string> Findings { get; } = findings;

    public int ExitCode => Status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => Cli.ExitCode.NoAccess,
        HttpStatusCode.BadRequest => Cli.ExitCode.Usage,
        _ => Cli.ExitCode.Negative,
    };
}
