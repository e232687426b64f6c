using Microsoft.OpenApi;

namespace IntegrationActors.Management.Requests;

/// <summary>A query that an endpoint reads; one that no endpoint declares is refused, so that a misspelt filter or <c>dryrun</c> is never silently without effect.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it means, for the OpenAPI document.</param>
internal sealed record QueryParameter(string Name, string Description)
{
    public JsonSchemaType Type { get; init; } = JsonSchemaType.String;

    /// <summary>Format of the value in the words of JSON schema, such as <c>date-time</c>.</summary>
    public string? Format { get; init; }

    /// <summary>Whether <see cref="Name"/> is only the begin: <c>param.</c> stands for <c>param.erpUrl</c>.</summary>
    public bool IsPrefix { get; init; }

    /// <summary>Whether it may be given several times.</summary>
    public bool IsRepeatable { get; init; }

    public bool Covers(string name) => IsPrefix
        ? name.Length > Name.Length && name.StartsWith(Name, StringComparison.Ordinal)
        : string.Equals(name, Name, StringComparison.Ordinal);
}
