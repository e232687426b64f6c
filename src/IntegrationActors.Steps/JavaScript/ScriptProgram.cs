using Acornima;
using Acornima.Ast;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Steps.Sources;
using Jint;
using Jint.Native;
using Jint.Runtime;
using AstScript = Acornima.Ast.Script;

namespace IntegrationActors.Steps.JavaScript;

/// <summary>Parsed scripts and the function to call. Immutable; each run has an engine of its own, so nothing of a message is left for the next one.</summary>
internal sealed class ScriptProgram
{
    private const string Mistake = "IA1330";
    private const string MissingFunction = "IA1331";

    private static readonly ScriptPreparationOptions Preparation = new()
    {
        ParsingOptions = new ScriptParsingOptions { RegexTimeout = ScriptBudget.RegexTime, Tolerant = false },
    };

    private readonly SourceText[] _sources;
    private readonly Prepared<AstScript>[] _scripts;
    private readonly Prepared<AstScript>? _function;

    private ScriptProgram(SourceText[] sources, Prepared<AstScript>[] scripts, Prepared<AstScript>? function) => (_sources, _scripts, _function) = (sources, scripts, function);

    /// <summary>Parses the scripts and looks for the function.</summary>
    /// <exception cref="DiagnosticException">IA1330: a script has a mistake; IA1331: there is no such function.</exception>
    public static ScriptProgram Prepare(SourceText[] libraries, SourceText main, string function, bool functionIsRequired)
    {
        SourceText[] sources = [.. libraries, main];
        var findings = new List<Diagnostic>();
        var scripts = sources.Select((source, index) => Parse(source, Key(index), findings)).ToArray();
        if (findings.Count > 0)
        {
            throw new DiagnosticException(findings);
        }

        var functions = scripts.SelectMany(script => TopLevelNames(script.Program!)).ToArray();
        var isThere = functions.Contains(function, StringComparer.Ordinal);
        if (!isThere && functionIsRequired)
        {
            throw new DiagnosticException(Diagnostic.Error(
                MissingFunction, main.Place(1, 0), $"the script has no function '{function}'{Suggestion.DidYouMean(function, functions)}; write: function {function}(message) {{ … }}"));
        }

        return new ScriptProgram(sources, scripts, isThere ? Engine.PrepareScript(function) : null);
    }

    /// <summary>Runs the scripts and the function on a message; a fault says what went wrong.</summary>
    public Fault? Run(ScriptRun run, ScriptBudget budget, CancellationToken cancel)
    {
        return Guarded(budget, run.Secrets, Call, cancel);

        void Call(Engine engine)
        {
            var message = run.Expose(engine);
            foreach (var script in _scripts)
            {
                engine.Execute(script);
            }

            if (_function is { } function)
            {
                run.Take(engine.Call(engine.Evaluate(function), message).UnwrapIfPromise(cancel), message);
            }
        }
    }

    /// <summary>The value of the script on a message, which it can't change.</summary>
    /// <exception cref="FaultException">The script failed, or was stopped.</exception>
    public object? Evaluate(Exchange exchange)
    {
        object? value = null;
        return Guarded(ScriptBudget.Default, ScriptSecrets.None, Read, CancellationToken.None) is { } fault ? throw new FaultException(fault) : value;

        void Read(Engine engine)
        {
            ExpressionGlobals.Expose(engine, exchange);
            value = ScriptValues.ToProperty(engine, engine.Evaluate(_scripts[0]));
        }
    }

    private Fault? Guarded(ScriptBudget budget, ScriptSecrets secrets, Action<Engine> run, CancellationToken cancel)
    {
        using var engine = ScriptEngine.Create(budget, cancel);
        try
        {
            run(engine);
            return null;
        }
        catch (JavaScriptException e)
        {
            return Failed(secrets, At(e), e.Error.IsObject() ? $"{e.Error}" : e.Message);
        }
        catch (PromiseRejectedException e)
        {
            return Failed(secrets, _sources[^1].Name, $"{e.RejectedValue}");
        }
        catch (InvalidOperationException e) when (e.Message.StartsWith("Module loading", StringComparison.Ordinal))
        {
            return Failed(secrets, _sources[^1].Name, "import() is not available; name shared files in the option include");
        }
        catch (Exception e) when (ScriptEngine.LimitOf(e, budget) is { } limit)
        {
            cancel.ThrowIfCancellationRequested();
            return new Fault("IA3452", $"{_sources[^1].Name}: the script was stopped: {limit}.", "Look for a loop without end; what a large message needs can be allowed with timeLimit, memoryLimit and maxStatements.");
        }
    }

    private static Fault Failed(ScriptSecrets secrets, string place, string message) =>
        new("IA3451", $"{place}: {Fault.Cut(secrets.Mask(message))}", "ia trace shows the message before this step.");

    private string At(JavaScriptException e) =>
        e.Location.SourceFile is { } key && Array.FindIndex(_sources, s => Key(Array.IndexOf(_sources, s)) == key) is var index and >= 0
            ? _sources[index].Place(e.Location.Start.Line, e.Location.Start.Column).ToString()
            : _sources[^1].Name;

    private static string Key(int index) => $"script-{index}";

    private static Prepared<AstScript> Parse(SourceText source, string key, List<Diagnostic> findings)
    {
        try
        {
            var script = Engine.PrepareScript(source.Text, key, strict: false, Preparation);
            findings.AddRange(script.Program!.DescendantNodes().Select(node => (node, Why: Refused(node))).Where(refused => refused.Why is not null).Select(refused =>
                Diagnostic.Error(Mistake, source.Place(refused.node.Location.Start.Line, refused.node.Location.Start.Column), refused.Why!)));
            return script;
        }
        catch (ScriptPreparationException e) when (e.InnerException is ParseErrorException mistake)
        {
            findings.Add(Diagnostic.Error(Mistake, source.Place(mistake.LineNumber, mistake.Column), mistake.Description.ReplaceLineEndings(" ")));
            return default;
        }
        catch (ScriptPreparationException e)
        {
            findings.Add(Diagnostic.Error(Mistake, source.Place(1, 0), e.Message.ReplaceLineEndings(" ")));
            return default;
        }
    }

    // Numbers without bound; generators that hand on to each other recurse until the stack is full.
    private static string? Refused(Node node) => node switch
    {
        BigIntLiteral big => $"BigInt ({big.Raw}) is not available in scripts; use a number, or a text for ids",
        YieldExpression { Delegate: true } => "yield* is not available in scripts; write: for (const item of items) yield item",
        _ => null,
    };

    private static IEnumerable<string> TopLevelNames(AstScript script)
    {
        foreach (var statement in script.Body)
        {
            if (statement is FunctionDeclaration { Id: { } name })
            {
                yield return name.Name;
            }
            else if (statement is VariableDeclaration variables)
            {
                foreach (var variable in variables.Declarations.Where(d => d.Init is IFunction).Select(d => d.Id).OfType<Identifier>())
                {
                    yield return variable.Name;
                }
            }
        }
    }
}
