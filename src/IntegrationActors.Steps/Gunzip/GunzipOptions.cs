using IntegrationActors.Core.Options;
using IntegrationActors.Steps.Archives;

namespace IntegrationActors.Steps.Gunzip;

/// <summary>
/// Unpacks a gzip body (RFC 1952), of one or several members, in constant memory, and removes the header <c>Content-Encoding</c>. A body that is damaged or cut
/// off, or that grows beyond the limits, fails with IA3421 to IA3423.
/// </summary>
[Step("gunzip", typeof(GunzipStep), Sap = "GZIP Decoder", Camel = "unmarshal gzipDeflater")]
[Example("An XML document that was packed", "- gunzip: { contentType: application/xml }")]
[Example("Logs, which pack very well", "- gunzip: { contentType: text/plain, maxRatio: 1000, maxSize: 10GB }")]
public sealed record GunzipOptions : UnpackOptions;
