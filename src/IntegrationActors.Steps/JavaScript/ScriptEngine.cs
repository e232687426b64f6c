using System.Globalization;
using System.Text.RegularExpressions;
using Jint;
using Jint.Runtime;

namespace IntegrationActors.Steps.JavaScript;

/// <summary>Makes engines without access to anything but what they are given, and with a budget.</summary>
internal static class ScriptEngine
{
    // Allocate or calculate without bound in one call, compile text, or need what isn't there; all else of the language is.
    private static readonly string[] Absent =
    [
        "ArrayBuffer", "SharedArrayBuffer", "DataView", "Atomics", "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array",
        "Float16Array", "Float32Array", "Float64Array", "BigInt", "BigInt64Array", "BigUint64Array", "Temporal", "ShadowRealm", "Intl", "eval", "Proxy", "Iterator",
    ];

    // Helpers of iterators (ECMAScript 2025) call each other without a statement between.
    private static readonly string[] IteratorHelpers = ["map", "filter", "take", "drop", "flatMap", "reduce", "toArray", "forEach", "some", "every", "find"];

    public static Engine Create(ScriptBudget budget, CancellationToken cancel)
    {
        var options = new Options
        {
            Culture = CultureInfo.InvariantCulture,
            TimeZone = TimeZoneInfo.Utc,
        };
        options.LimitMemory(budget.Memory)
            .MaxStatements(budget.Statements)
            .LimitRecursion(ScriptBudget.MaxCallDepth)
            .TimeoutInterval(budget.Time)
            .CancellationToken(cancel)
            .Constraint(() => new StackConstraint())
            .Configure(engine => Harden(engine, budget));
        options.Constraints.MaxArraySize = ScriptBudget.MaxArraySize;
        options.Constraints.RegexTimeout = ScriptBudget.RegexTime;
        options.Constraints.PromiseTimeout = budget.Time;
        options.Constraints.StackOverflowGuard = true;
        options.Host.StringCompilationAllowed = false;
        options.Json.MaxParseDepth = Core.Messages.JsonLimits.MaxDepth;
        return new Engine(options);
    }

    /// <summary>Which limit an exception speaks of; null when it is none of a limit.</summary>
    public static string? LimitOf(Exception exception, ScriptBudget budget) => exception switch
    {
        RegexMatchTimeoutException => string.Create(CultureInfo.InvariantCulture, $"a regular expression took longer than {ScriptBudget.RegexTime.TotalMilliseconds:0} ms"),
        TimeoutException or ExecutionCanceledException => string.Create(CultureInfo.InvariantCulture, $"it ran longer than {budget.Time.TotalMilliseconds:0} ms"),
        StatementsCountOverflowException => string.Create(CultureInfo.InvariantCulture, $"it ran more than {budget.Statements:N0} statements"),
        MemoryLimitExceededException or ScriptMemoryException => string.Create(CultureInfo.InvariantCulture, $"it needed more than {budget.Memory >> 20} MB, or an array of more than {ScriptBudget.MaxArraySize:N0} elements"),
        RecursionDepthOverflowException or InsufficientExecutionStackException => string.Create(CultureInfo.InvariantCulture, $"functions call each other more than {ScriptBudget.MaxCallDepth} deep"),
        _ => null,
    };

    private static void Harden(Engine engine, ScriptBudget budget)
    {
        var iterators = engine.Global.Get("Iterator").AsObject().Get("prototype").AsObject();
        foreach (var name in IteratorHelpers)
        {
            iterators.Delete(name);
        }

        foreach (var name in Absent)
        {
            engine.Global.Delete(name);
        }

        var builtIns = new BuiltIns(engine, new ScriptMeter(engine, budget));
        BoundedStrings.Install(builtIns);
        BoundedArrays.Install(builtIns);
        BoundedObjects.Install(builtIns);
        BoundedJson.Install(builtIns);
    }
}
