using IntegrationActors.Core.Options;
using IntegrationActors.Steps.Archives;

namespace IntegrationActors.Steps.Gzip;

/// <summary>
/// Packs the body as gzip (RFC 1952) and sets <c>Content-Type: application/gzip</c>. Bodies of any size are packed in constant memory. The way back is
/// <c>gunzip</c>.
/// </summary>
[Step("gzip", typeof(GzipStep), Sap = "GZIP Encoder", Camel = "marshal gzipDeflater")]
[Example("Packs the body", "- gzip")]
[Example("As small as it gets", "- gzip: { level: small }")]
public sealed record GzipOptions : StepOptions
{
    /// <summary>How hard to pack: <c>normal</c>, <c>fast</c> or <c>small</c>. Default <c>normal</c>.</summary>
    public PackingLevel Level { get; init; } = PackingLevel.Normal;
}
