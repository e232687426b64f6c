using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Steps.Router;

/// <summary>Tests the conditions in order. Fetches the body only when it comes to a condition that reads it.</summary>
public sealed class RouterStep : IStep
{
    private readonly (Condition When, int Branch)[] _conditions;
    private readonly Outcome _otherwise;

    public RouterStep(RouterOptions options)
    {
        var routes = options.Routes.Index().ToArray();
        _conditions = [.. routes.Where(route => route.Item.When is not null).Select(route => (route.Item.When!, route.Index))];
        _otherwise = routes.FirstOrDefault(route => route.Item.Otherwise is not null) switch
        {
            (var branch, { }) => Outcome.Take(branch),
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
        $"No route fits; none of these holds: {string.Join("; ", options.Routes.Select(route => route.When))}.",
        "Add a route, or 'otherwise'; or leave throwException away to go on behind the router.");
}
