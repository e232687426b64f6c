using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace IntegrationActors.Steps.Stylesheets;

/// <summary>
/// Compiled templates recurse on the thread's stack, and a full stack ends the process; and what a variable holds is all in memory. So whoever applies or calls templates, or fills a variable, asks this guard first: it
/// fails the transformation while there are stack and memory left to fail on, and it is where a time-out reaches a transformation that never ends.
/// </summary>
/// <param name="input">Length of the document, in bytes.</param>
/// <param name="cancel">Ends the transformation.</param>
internal sealed class TransformationGuard(long input, CancellationToken cancel)
{
    public const string Namespace = "urn:integration-actors:transformation-guard";

    private static readonly XNamespace Xsl = "http://www.w3.org/1999/XSL/Transform";
    private static readonly XName[] Holders = [Xsl + "variable", Xsl + "param", Xsl + "with-param"];

    private readonly long _mostAtOnce = (48L << 20) + (100 * input);
    private readonly long _mostInVariables = (64L << 20) + (200 * input);
    private long _last = GC.GetAllocatedBytesForCurrentThread();
    private long _inVariables;

    /// <summary>Extension function: something begins that may recurse, or make a long text.</summary>
    public bool Enter()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Allocated();
        return false;
    }

    /// <summary>Extension function: a variable got nodes.</summary>
    public bool Grow()
    {
        _inVariables += Allocated();
        return _inVariables <= _mostInVariables ? false : throw ResultLimits.TooMuchMemory();
    }

    /// <summary>Puts the guard in front of each instruction that goes into another template, and where variables grow.</summary>
    /// <returns>Whether there is any; what can neither recurse nor grow pays nothing.</returns>
    public static bool Insert(XDocument stylesheet)
    {
        var guards = stylesheet.Descendants().ToArray().Sum(element => element.Name switch
        {
            { LocalName: "call-template" or "apply-templates" or "apply-imports" } name when name.Namespace == Xsl => Around(element, nameof(Enter), after: null),
            { LocalName: "variable" } name when name.Namespace == Xsl && element.Parent?.Parent is not null => Around(element, nameof(Enter), nameof(Enter)),
            { LocalName: "copy-of" } name when name.Namespace == Xsl && IsHeld(element) => Around(element, nameof(Enter), nameof(Grow)),
            { LocalName: "for-each" } name when name.Namespace == Xsl && IsHeld(element) => AtEachTurn(element),
            _ => 0,
        });
        return guards > 0;
    }

    private static bool IsHeld(XElement element) => element.Ancestors().Any(e => Holders.Contains(e.Name));

    private static int Around(XElement element, string before, string? after)
    {
        element.AddBeforeSelf(Call(before));
        element.AddAfterSelf(after is null ? null : Call(after));
        return 1;
    }

    private static int AtEachTurn(XElement loop)
    {
        if (loop.Elements(Xsl + "sort").LastOrDefault() is { } sort)
        {
            sort.AddAfterSelf(Call(nameof(Grow)));
        }
        else
        {
            loop.AddFirst(Call(nameof(Grow)));
        }

        return 1;
    }

    private static XElement Call(string function) => new(
        Xsl + "if",
        new XAttribute(XNamespace.Xmlns + "transformation-guard", Namespace),
        new XAttribute("test", $"transformation-guard:{function}()"));

    // Freed or not: what is made between two calls is not a thing that is thrown away while it is made.
    private long Allocated()
    {
        cancel.ThrowIfCancellationRequested();
        var now = GC.GetAllocatedBytesForCurrentThread();
        var allocated = now - _last;
        _last = now;
        return allocated <= _mostAtOnce ? allocated : throw ResultLimits.TooMuchMemory();
    }
}
