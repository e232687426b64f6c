using IntegrationActors.Core.Expressions;
using IntegrationActors.Definitions;

namespace IntegrationActors.Management.Reference;

/// <summary>The flow language as this server knows it; written on first use.</summary>
internal sealed class LanguageReference(Catalogue catalogue, IExpressionCompiler compiler)
{
    private readonly Lazy<Explain> _explain = new(() => new Explain(catalogue));
    private readonly Lazy<string> _schema = new(() => FlowSchema.Write(catalogue, compiler));
    private readonly Lazy<IReadOnlyDictionary<string, string>> _pages = new(() => ReferencePages.Write(catalogue));

    /// <summary>JSON schema of flow files.</summary>
    public string Schema => _schema.Value;

    /// <summary>Markdown pages by path.</summary>
    public IReadOnlyDictionary<string, string> Pages => _pages.Value;

    /// <summary>Explains a step, a channel, an option or a code.</summary>
    /// <returns>Whether there is such a topic; else the text says what is near.</returns>
    public bool TryExplain(string topic, out string text) => _explain.Value.TryRender(topic, out text);
}
