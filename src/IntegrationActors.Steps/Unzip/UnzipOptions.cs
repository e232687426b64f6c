using IntegrationActors.Core.Options;
using IntegrationActors.Steps.Archives;

namespace IntegrationActors.Steps.Unzip;

/// <summary>
/// Takes a file out of a zip archive as the new body; its name stands in the header <c>CamelFileName</c>. Archives and files of any size are read in constant
/// memory. An archive that is damaged, encrypted, a bomb, or has names that lead out of it fails with IA3421 to IA3427.
/// </summary>
[Step("unzip", typeof(UnzipStep), Sap = "Zip Decoder", Camel = "unmarshal zipFile")]
[Example("The only file of an archive", "- unzip: { contentType: application/xml }")]
[Example("The order is the body, everything else becomes attachments", "- unzip: { entry: \"**/order*.xml\", attachments: true, contentType: application/xml }")]
public sealed record UnzipOptions : ArchiveReadingOptions;
