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
    private const string MissingFunction = "IA1331";

    private readonly ScriptFile[] _files;
    private readonly Prepared<AstScript>? _function;

    private ScriptProgram(ScriptFile[] files, Prepared<AstScript>? function) => (_files, _function) = (files, function);

    /// <summary>Parses the scripts and looks for the function.</summary>
    /// <exception cref="DiagnosticException">IA1330: a script has a mistake; IA1331: there is no such function.</exception>
    public static ScriptProgram Prepare(SourceText[] libraries, SourceText main, string function, bool functionIsRequired)
    {
        SourceText[] sources = [.. libraries, main];
        var findings = new List<Diagnostic>();
        var files = sources.Select((source, index) => ScriptFile.Parse(source, Key(index), findings)).OfType<ScriptFile>().ToArray();
        if (findings.Count > 0)
        {
            throw new DiagnosticException(findings);
        }

        var functions = files.SelectMany(file => TopLevelNames(file.Script.Program!)).ToArray();
        var isThere = functions.Contains(function, StringComparer.Ordinal);
        if (!isThere && functionIsRequired)
        {
            throw new DiagnosticException(Diagnostic.Error(
                MissingFunction, main.Place(1, 0), $"the script has no function '{function}'{Suggestion.DidYouMean(function, functions)}; write: function {function}(message) {{ … }}"));
        }

        return new ScriptProgram(files, isThere ? Engine.PrepareScript(function) : null);
    }

    /// <summary>Runs the scripts and the function on a message; a fault says what went wrong.</summary>
    public Fault? Run(ScriptRun run, ScriptBudget budget, CancellationToken cancel)
    {
        return Guarded(budget, run.Secrets, Call, cancel);

        void Call(Engine engine)
        {
            var message = run.Expose(engine);
            foreach (var file in _files)
            {
                engine.Execute(file.Script);
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
            value = ScriptValues.ToProperty(engine, engine.Evaluate(_files[0].Script));
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
            return Failed(secrets, _files[^1].Source.Name, $"{e.RejectedValue}");
        }
        catch (InvalidOperationException e) when (e.Message.StartsWith("Module loading", StringComparison.Ordinal))
        {
            return Failed(secrets, _files[^1].Source.Name, "import() is not available; name shared files in the option include");
        }
        catch (Exception e) when (ScriptEngine.LimitOf(e, budget) is { } limit)
        {
            cancel.ThrowIfCancellationRequested();
            return new Fault("IA3452", $"{_files[^1].Source.Name}: the script was stopped: {limit}.", "Look for a loop without end; what a large message needs can be allowed with timeLimit, memoryLimit and maxStatements.");
        }
    }

    private static Fault Failed(ScriptSecrets secrets, string place, string message) =>
        new("IA3451", $"{place}: {Fault.Cut(secrets.Mask(message))}", "ia trace shows the message before this step.");

    private string At(JavaScriptException e)
    {
        var index = Enumerable.Range(0, _files.Length).FirstOrDefault(i => string.Equals(Key(i), e.Location.SourceFile, StringComparison.Ordinal), -1);
        return index >= 0 ? _files[index].Place(e.Location.Start).ToString() : _files[^1].Source.Name;
    }

    private static string Key(int index) => $"script-{index}";

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
