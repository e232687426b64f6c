using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace IntegrationActors.Steps.Stylesheets;

/// <summary>
/// Compiled templates recurse on the thread's stack, and a full stack ends the process. So whoever applies or calls templates asks this guard first: it
/// fails the transformation while there is stack left to fail on, and it is where a time-out reaches a transformation that never ends.
/// </summary>
internal sealed class RecursionGuard(CancellationToken cancel)
{
    public const string Namespace = "urn:integration-actors:recursion-guard";

    private static readonly XNamespace Xsl = "http://www.w3.org/1999/XSL/Transform";
    private static readonly XName[] Calls = [Xsl + "call-template", Xsl + "apply-templates", Xsl + "apply-imports"];

    /// <summary>The extension function that guarded stylesheets call.</summary>
    public bool Enter()
    {
        cancel.ThrowIfCancellationRequested();
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return false;
    }

    /// <summary>Puts the guard in front of each instruction that goes into another template.</summary>
    /// <returns>Whether there is any; what goes into no template can't recurse, and pays nothing.</returns>
    public static bool Insert(XDocument stylesheet)
    {
        var calls = stylesheet.Descendants().Where(e => Calls.Contains(e.Name)).ToArray();
        foreach (var call in calls)
        {
            call.AddBeforeSelf(new XElement(
                Xsl + "if",
                new XAttribute(XNamespace.Xmlns + "recursion-guard", Namespace),
                new XAttribute("test", $"recursion-guard:{nameof(Enter)}()")));
        }

        return calls.Length > 0;
    }
}
