using IntegrationActors.Core.Options;

namespace IntegrationActors.Steps.Base64Decode;

/// <summary>
/// Reads the body as base64 (RFC 4648); white space in it is passed over. Bodies of any size are decoded in constant memory. What is not base64 fails with
/// IA3420. The way back is <c>base64Encode</c>.
/// </summary>
[Step("base64Decode", typeof(Base64DecodeStep), Sap = "Base64 Decoder", Camel = "unmarshal base64")]
[Example("An XML document that was sent as base64", "- base64Decode: { contentType: application/xml }")]
[Example("A value from a web token", "- base64Decode: { url: true, contentType: application/json }")]
public sealed record Base64DecodeOptions : StepOptions
{
    /// <summary>Media type of what comes out: sets the header <c>Content-Type</c>. Default <c>application/octet-stream</c>.</summary>
    public string ContentType { get; init; } = "application/octet-stream";

    /// <summary>Whether the alphabet for addresses and file names is expected: <c>-</c> and <c>_</c> in place of <c>+</c> and <c>/</c>; padding may be missing. Default false.</summary>
    public bool Url { get; init; }
}
