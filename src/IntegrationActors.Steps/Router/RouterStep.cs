using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Steps.Router;

/// <summary>Tests the conditions in order. Fetches the body only when it comes to a condition that reads it.</summary>
public sealed class RouterStep : IStep
{
    private readonly (Condition When, int Branch)[] _conditions;
    private readonly Outcome _otherwise;

    /// <summary>Checks the routes, and orders them for the run.</summary>
    /// <exception cref="DiagnosticException">IA1301: a route is not what the options describe.</exception>
    public RouterStep(RouterOptions options)
    {
        var findings = options.Routes.SelectMany(Check).Concat(CheckOtherwise(options)).ToArray();
        if (findings.Length > 0)
        {
            throw new DiagnosticException(findings);
        }

        _conditions = [.. options.Routes.Select((route, i) => (route.When, i)).Where(r => r.When is not null).Select(r => (r.When!, r.i))];
        _otherwise = options.Routes.Select((route, i) => (route.Otherwise, i)).FirstOrDefault(r => r.Otherwise is not null) switch
        {
            ({ }, var branch) => Outcome.Take(branch),
            _ when options.ThrowException => Outcome.Failed(NoRoute(options)),
            _ => Outcome.Next,
        };
    }

    public ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        foreach (var (when, branch) in _conditions)
        {
            if (when.ReadsBody && !exchange.Body.IsBuffered)
            {
                return BufferFirst(exchange, cancel);
            }

            if (when.Holds(exchange))
            {
                return new(Outcome.Take(branch));
            }
        }

        return new(_otherwise);
    }

    private async ValueTask<Outcome> BufferFirst(Exchange exchange, CancellationToken cancel)
    {
        await exchange.Body.BufferAsync(cancel);
        return await RunAsync(exchange, cancel);
    }

    private static Fault NoRoute(RouterOptions options) => new(
        "IA3341",
        $"No route fits: none of these holds: {string.Join("; ", options.Routes.Select(r => r.When))}.",
        "Add a route, or 'otherwise'; or leave throwException away to go on behind the router.");

    private static IEnumerable<Diagnostic> Check(RouteOptions route)
    {
        if (route.Otherwise is not null && (route.When is not null || route.Steps is not null))
        {
            yield return Wrong(route, "a route has either 'when' with 'steps', or 'otherwise' alone");
        }

        if (route is { Otherwise: null, When: null })
        {
            yield return Wrong(route, "a route needs a condition: write '- when: \"${header.x} = 'a'\"' with 'steps' below it, or '- otherwise:'");
        }
    }

    private static IEnumerable<Diagnostic> CheckOtherwise(RouterOptions options) => options.Routes
        .Where(route => route.Otherwise is not null)
        .Skip(1)
        .Select(route => Wrong(route, "a router has one 'otherwise'; this is a further one"));

    private static Diagnostic Wrong(RouteOptions route, string message) =>
        Diagnostic.Error("IA1301", route.When?.Span ?? route.Otherwise?.Span ?? route.Steps?.Span ?? SourceSpan.None, message);
}
