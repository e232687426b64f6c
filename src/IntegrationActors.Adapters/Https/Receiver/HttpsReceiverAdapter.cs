using System.Runtime.CompilerServices;
using IntegrationActors.Adapters.Https.Receiver.Connections;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Limits;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationActors.Adapters.Https.Receiver;

/// <summary>
/// Calls a receiver: (1) address and method; (2) a body that may be needed again is buffered, one that is wanted in another character set recoded; (3) attempts, each with the login of its moment and its own time-out;
/// (4) the answer becomes the message, or a fault.
/// </summary>
public sealed class HttpsReceiverAdapter : IReceiverAdapter
{
    private readonly HttpsReceiverOptions _options;
    private readonly IFlowContext _context;
    private readonly ReceiverAddress _address;
    private readonly ReceiverMethod _method;
    private readonly ReceiverConnection _connection;
    private readonly RequestWriter _requests;
    private readonly AnswerReader _answers;
    private readonly RetryPlan? _retry;

    /// <summary>Checks the channel.</summary>
    /// <exception cref="Core.Diagnostics.DiagnosticException">IA1350, IA1352: a constant address or method is wrong.</exception>
    public HttpsReceiverAdapter(HttpsReceiverOptions options, IFlowContext context)
    {
        (_options, _context) = (options, context);
        _address = new ReceiverAddress(options.Url, options.Query);
        _method = new ReceiverMethod(options.Method, options.SendBody);
        _connection = new ReceiverConnection(options, context, context.Services.GetRequiredService<HttpConnectionPools>());
        _requests = new RequestWriter(new HeaderSelection(options.RequestHeaders), options.Decompress);
        _answers = new AnswerReader(options, new HeaderSelection(options.ResponseHeaders), context.Spool);
        _retry = options.Retry is { Attempts: not 1 } retry ? new RetryPlan(retry) : null;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Outcome> DeliverAsync(Exchange exchange, bool expectsReply, CancellationToken cancel)
    {
        try
        {
            var target = await _address.ResolveAsync(exchange, cancel);                             // 1
            var method = await _method.ResolveAsync(exchange, cancel);
            var call = new ReceiverCall(exchange, target, method, _method.SendsBody(method), expectsReply);
            NoteReceiver(exchange, target.Shown);
            if (call.SendsBody && (_retry is not null || !expectsReply))                            // 2
            {
                await exchange.Body.BufferAsync(cancel);
            }

            if (call.SendsBody && RecodedBody.CharsetOf(exchange) is { } charset)
            {
                call = call with { Recoded = await RecodedBody.OfAsync(exchange, charset, cancel) };
            }

            var failure = _retry is null ? await AttemptAsync(call, isLast: true, cancel) : await RepeatAsync(call, _retry, cancel); // 3
            return failure is { } failed ? Outcome.Failed(failed.Fault) : Outcome.Next;             // 4
        }
        catch (FaultException e)
        {
            return Outcome.Failed(e.Fault);
        }
    }

    public ValueTask DisposeAsync()
    {
        _connection.Dispose();
        return default;
    }

    private async ValueTask<AttemptFailure?> RepeatAsync(ReceiverCall call, RetryPlan retry, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await AttemptAsync(call, attempt == retry.Attempts, cancel) is not { } failure)
            {
                return null;
            }

            if (retry.WaitAfter(call, failure, attempt) is not { } wait)
            {
                return attempt == 1 ? failure : failure with { Fault = failure.Fault with { Message = $"{failure.Fault.Message} This was attempt {attempt} of {retry.Attempts}." } };
            }

            call.Exchange.Log.IntermediateError = true;
            _context.WriteLog(call.Exchange, LogSeverity.Warning, $"Attempt {attempt} of {retry.Attempts} failed, next in {Duration.Format(wait)}: {failure.Fault.Message}");
            await Task.Delay(wait, _context.Time, cancel);
        }
    }

    /// <summary>Calls once. Null when the answer was taken.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<AttemptFailure?> AttemptAsync(ReceiverCall call, bool isLast, CancellationToken cancel)
    {
        var login = await _connection.CurrentAsync(cancel);
        using var limit = TimeLimit.Start(_options.Timeout, cancel);
        var request = _requests.Write(call, login.Authorization, limit);
        HttpResponseMessage? response = null;
        try
        {
            response = await login.Pool.Invoker.SendAsync(request, limit.Token);
            if (IsFailure(response, call, isLast))
            {
                return await FailureOfAsync(response, call, limit.Token);
            }

            if (call.ExpectsReply)
            {
                await _answers.TakeAsync(response, call, limit.Token);
                response = null;
            }

            return null;
        }
        catch (Exception e) when (limit.IsTimedOut && e is OperationCanceledException or HttpRequestException or IOException)
        {
            return new AttemptFailure(HttpReceiverFaults.Timeout(call.Shown, _options.Timeout));
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && HttpReceiverFaults.Of(e, call.Shown, _options.ConnectTimeout) is { } fault)
        {
            return new AttemptFailure(fault);
        }
        finally
        {
            response?.Dispose();
        }
    }

    // With the switch off, a bad status is an answer like others, except that it is repeated as long as attempts are left.
    private bool IsFailure(HttpResponseMessage response, in ReceiverCall call, bool isLast) =>
        !response.IsSuccessStatusCode && (_options.ThrowExceptionOnFailure || (!isLast && _retry!.Covers(call, (int)response.StatusCode)));

    private async ValueTask<AttemptFailure?> FailureOfAsync(HttpResponseMessage response, ReceiverCall call, CancellationToken cancel)
    {
        var status = (int)response.StatusCode;
        var text = await _answers.ReadTextAsync(response, cancel);
        var after = response.Headers.RetryAfter;
        var wait = after?.Delta ?? (after?.Date - _context.Time.GetUtcNow());
        return new AttemptFailure(HttpReceiverFaults.Status(call, status, response.ReasonPhrase, text), status, wait < TimeSpan.Zero ? TimeSpan.Zero : wait);
    }

    private static void NoteReceiver(Exchange exchange, string shown) => exchange.Log.AddReceiver(shown);
}
