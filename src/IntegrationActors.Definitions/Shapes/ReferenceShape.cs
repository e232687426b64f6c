using System.Text.Json.Nodes;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Options;
using IntegrationActors.Definitions.Binding;
using IntegrationActors.Definitions.Documentation;
using IntegrationActors.Definitions.Yaml;

namespace IntegrationActors.Definitions.Shapes;

/// <summary>A name of something outside the option: a credential, a file of the bundle, a process. Whether it exists is checked here.</summary>
internal sealed class ReferenceShape : ValueShape
{
    private static readonly Dictionary<Type, ReferenceShape> All = new()
    {
        [typeof(CredentialReference)] = new("credential", "the name of a credential", "erp", (name, span) => new CredentialReference(name, span), CheckCredential),
        [typeof(ResourceReference)] = new("file", "the path of a file of the bundle", "xslt/invoice.xslt", (name, span) => new ResourceReference(name, span), CheckResource),
        [typeof(ProcessReference)] = new("process", "the name of a process of this flow", "notify", (name, span) => new ProcessReference(name, span), CheckProcess),
    };

    private readonly string _phrase;
    private readonly Func<string, SourceSpan, object> _create;
    private readonly Action<string, SourceSpan, BindingContext> _check;

    private ReferenceShape(string word, string phrase, string sample, Func<string, SourceSpan, object> create, Action<string, SourceSpan, BindingContext> check) =>
        (Word, _phrase, Sample, _create, _check) = (word, phrase, sample, create, check);

    public override string Word { get; }

    public override string Sample { get; }

    public static ReferenceShape? Of(Type type) => All.GetValueOrDefault(type);

    public override object? Bind(YamlNode node, Place place, BindingContext context)
    {
        if (ScalarShape.Text(node, place, _phrase, Sample, context) is not { } name)
        {
            return null;
        }

        _check(name, node.Span, context);
        return _create(name, node.Span);
    }

    public override JsonObject Schema(SchemaBuilder schema) => new() { ["type"] = "string" };

    private static void CheckCredential(string name, SourceSpan span, BindingContext context)
    {
        if (!context.References.HasCredential(name))
        {
            context.Findings.Error(ReferenceCodes.UnknownCredential, span, $"unknown credential '{Wording.Short(name)}': the tenant has none of that name; create it, then deploy again");
        }
    }

    private static void CheckResource(string path, SourceSpan span, BindingContext context)
    {
        if (!context.References.HasResource(path))
        {
            context.Findings.Error(ReferenceCodes.UnknownResource, span, $"unknown file '{Wording.Short(path)}': the bundle has none of that path; paths start at the root of the bundle");
        }
    }

    private static void CheckProcess(string name, SourceSpan span, BindingContext context)
    {
        if (!context.Processes.Use(name))
        {
            var hint = Suggestion.DidYouMean(name, context.Processes.Declared);
            context.Findings.Error(ReferenceCodes.UnknownProcess, span, $"unknown process '{Wording.Short(name)}'{hint}; declare it under processes:");
        }
    }
}
