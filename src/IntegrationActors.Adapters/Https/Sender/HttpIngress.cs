using System.Text;
using IntegrationActors.Adapters.Https.Sender.Bodies;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using Microsoft.AspNetCore.Http;

namespace IntegrationActors.Adapters.Https.Sender;

/// <summary>
/// Answers the requests of senders; the last handler of their listener. In order: (1) route; (2) who sends, and may it; (3) method, framing and size;
/// (4) admission by the flow, before the body is read, so that a full flow pushes back to the network; (5) body; (6) the flow, which settles the receipt.
/// A channel that only accepts needs no admission, and stores the message instead of running it: (4) comes when the message leaves its queue.
/// A flow that was replaced in between closes its gate: the request starts again with the new version. Whoever has not signed in learns
/// of a channel only that it is there.
/// </summary>
public sealed class HttpIngress
{
    private const int MaxRounds = 4;

    private readonly HttpRouteTable _routes;
    private readonly HttpGuard _guard;
    private readonly PauseWatches _watches;

    internal HttpIngress(HttpRouteTable routes, HttpGuard guard, PauseWatches watches) => (_routes, _guard, _watches) = (routes, guard, watches);

    public Task HandleAsync(HttpContext context)
    {
        var route = _routes.Find(context.Request, out var start);                                                   // 1
        return route is null ? _routes.WhyNot(context.Request).WriteAsync(context) : ServeAsync(context, route, start);
    }

    private async Task ServeAsync(HttpContext context, HttpRoute? route, int start)
    {
        for (var round = 0; route is not null && round < MaxRounds; round++)
        {
            var entry = await _guard.CheckAsync(context, route);                                    // 2, 3
            if (entry.Refusal is not null)
            {
                await entry.Refusal.WriteAsync(context);
                return;
            }

            if (entry.IsAnswered)
            {
                return;
            }

            using var admission = await EnterAsync(route);                                          // 4
            if (admission.Kind == AdmissionKind.Admitted)
            {
                await ProcessAsync(new HttpCall(context, route, start, entry.Client), entry.Encoding);
                return;
            }

            if (admission.Kind == AdmissionKind.Full)
            {
                await Refusal.Full.WriteAsync(context);
                return;
            }

            var closed = route;
            route = _routes.Find(context.Request, out start);
            route = ReferenceEquals(route, closed) ? null : route;
        }

        await Refusal.Stopping.WriteAsync(context);
    }

    private static ValueTask<Admission> EnterAsync(HttpRoute route) =>
        route.Acceptance is null ? route.Inlet.EnterAsync(CancellationToken.None) : new(new Admission(AdmissionKind.Admitted));

    private ValueTask ProcessAsync(in HttpCall call, Encoding? encoding)
    {
        ValueTask<ReceivedBody> body;
        try
        {
            body = RequestBody.ReadAsync(call.Context, call.Route, encoding, _watches.Pool);        // 5
        }
        catch (BadHttpRequestException e)
        {
            return new(Refusal.BrokenBody(e.StatusCode).WriteAsync(call.Context));
        }

        return body.IsCompletedSuccessfully
            ? RunAsync(call, body.Result)                                                           // 6
            : AwaitBodyAsync(call, body);
    }

    private static async ValueTask AwaitBodyAsync(HttpCall call, ValueTask<ReceivedBody> pending)
    {
        ReceivedBody body;
        try
        {
            body = await pending;
        }
        catch (FaultException e)
        {
            await Refusal.BrokenBody(e.Fault.ResponseStatus ?? StatusCodes.Status400BadRequest).WriteAsync(call.Context);
            return;
        }

        await RunAsync(call, body);
    }

    private static ValueTask RunAsync(in HttpCall call, in ReceivedBody body)
    {
        var receipt = SenderMessage.Create(call, body);
        return call.Route.Acceptance is { } acceptance ? acceptance.AcceptAsync(receipt) : call.Route.Inlet.ProcessAsync(receipt, CancellationToken.None);
    }
}
