using IntegrationActors.Core.Options;
using IntegrationActors.Steps.Archives;

namespace IntegrationActors.Steps.Untar;

/// <summary>
/// Takes a file out of a tar archive as the new body; its name stands in the header <c>CamelFileName</c>. Archives and files of any size are read in constant
/// memory; for <c>.tar.gz</c> put <c>gunzip</c> before it. An archive that is damaged, too large, or has links or names that lead out of it fails with IA3421 to IA3427.
/// </summary>
[Step("untar", typeof(UntarStep), Sap = "Tar Splitter", Camel = "unmarshal tarFile")]
[Example("The only file of an archive", "- untar: { contentType: text/csv }")]
[Example("A file by its path in the archive", "- untar: { entry: export/orders.csv, contentType: text/csv }")]
public sealed record UntarOptions : ArchiveReadingOptions;
