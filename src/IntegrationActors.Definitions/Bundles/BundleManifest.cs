using System.ComponentModel.DataAnnotations;
using System.Text;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Options;
using IntegrationActors.Definitions.Binding;
using IntegrationActors.Definitions.Shapes;
using IntegrationActors.Definitions.Yaml;

namespace IntegrationActors.Definitions.Bundles;

/// <summary>What <c>bundle.yaml</c> says about a bundle.</summary>
internal sealed record BundleManifest
{
    /// <summary>Identity of the bundle, the same in all its versions.</summary>
    [RegularExpression("[A-Za-z][A-Za-z0-9._-]{0,79}", ErrorMessage = "must be a name of at most 80 letters, digits, '.', '_' and '-' that begins with a letter")]
    [DefaultText("the name of the first flow file")]
    public string? Id { get; init; }

    /// <summary>Semantic version (semver.org 2.0.0), such as <c>1.4.0</c> or <c>2.0.0-beta.1</c>.</summary>
    [RegularExpression(
        @"(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(-[0-9A-Za-z-]{1,40}(\.[0-9A-Za-z-]{1,40}){0,9})?(\+[0-9A-Za-z-]{1,40}(\.[0-9A-Za-z-]{1,40}){0,9})?",
        ErrorMessage = "must be a semantic version, such as 1.4.0")]
    public string Version { get; init; } = "0.0.0";

    /// <summary>What the bundle is for.</summary>
    [MaxLength(2000)]
    public string? Description { get; init; }

    /// <summary>Reads it; a bundle without the file has the defaults.</summary>
    /// <exception cref="DiagnosticException">The file is wrong.</exception>
    public static BundleManifest Read(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        if (!files.TryGetValue(Bundle.ManifestFile, out var content))
        {
            return new BundleManifest();
        }

        var findings = new Findings();
        var source = new FlowSource(Bundle.ManifestFile, Encoding.UTF8.GetString(content.Span));
        var root = YamlReader.Read(source, findings) ?? new YamlMap(new SourceSpan(source.File, 1, 1), []);
        var place = new Place("bundle", root.Span) { Title = "a bundle" };
        var manifest = findings.HasErrors ? null : ShapeFactory.Record(typeof(BundleManifest)).Bind(root, place, new BindingContext(Catalogue.OfTypes(), NoExpressions.Compiler, findings));
        return findings.HasErrors ? throw new DiagnosticException(findings.InOrder()) : (BundleManifest)manifest!;
    }
}
