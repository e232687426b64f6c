using System.CommandLine;
using IntegrationActors.Cli.Local;
using IntegrationActors.Definitions;
using IntegrationActors.Definitions.FlowTests;

namespace IntegrationActors.Cli.Commands;

/// <summary>Prints the JSON schemas by which editors complete and check flows and tests.</summary>
internal sealed class SchemaCommand : ICliCommand
{
    /// <summary>Usual name of the schema of flow files.</summary>
    public const string FlowFile = "flow.schema.json";

    /// <summary>Usual name of the schema of test files.</summary>
    public const string TestFile = "test.schema.json";

    private const string Flow = "flow";
    private const string Test = "test";

    private readonly Argument<string> _kind = new("KIND") { Arity = ArgumentArity.ZeroOrOne, Description = "flow or test", DefaultValueFactory = _ => Flow };

    public SchemaCommand() => _kind.AcceptOnlyFromAmong(Flow, Test);

    public string Name => "schema";

    public string Summary => "Prints the JSON schema of flow or test files, for editors.";

    public IReadOnlyList<string> Examples => ["ia schema", "ia schema test"];

    public IReadOnlyList<Symbol> Arguments => [_kind];

    public bool HasAnswer => false;

    public Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        run.Out.Write(run.Value(_kind) is Test ? FlowTestSchema.Write() : FlowSchema.Write(LocalLanguage.Catalogue(), LocalLanguage.Compiler));
        return Task.FromResult(ExitCode.Fine);
    }
}
