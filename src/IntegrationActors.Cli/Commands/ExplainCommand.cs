using System.CommandLine;
using IntegrationActors.Cli.Local;
using IntegrationActors.Definitions;

namespace IntegrationActors.Cli.Commands;

/// <summary>Explains the flow language, without a server.</summary>
internal sealed class ExplainCommand : ICliCommand
{
    private readonly Argument<string?> _topic = new("TOPIC") { Arity = ArgumentArity.ZeroOrOne, Description = "A step, a channel, an option or a code; without one all topics are listed" };

    public string Name => "explain";

    public string Summary => "Explains a step, a channel, an option or the code of a finding.";

    public IReadOnlyList<string> Examples => ["ia explain", "ia explain set", "ia explain https.url", "ia explain IA1001"];

    public IReadOnlyList<Symbol> Arguments => [_topic];

    public bool HasAnswer => false;

    public Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var explain = new Explain(LocalLanguage.Catalogue());
        if (run.Value(_topic) is not { } topic)
        {
            explain.Topics.ToList().ForEach(run.Out.WriteLine);
            return Task.FromResult(ExitCode.Fine);
        }

        var known = explain.TryRender(topic, out var text);
        (known ? run.Out : run.Error).Write(text);
        return Task.FromResult(known ? ExitCode.Fine : ExitCode.Negative);
    }
}
