using System.Globalization;
using System.Runtime.CompilerServices;
using IntegrationActors.Adapters.Https.Receiver.Connections;
using IntegrationActors.Adapters.OAuth;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Limits;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationActors.Adapters.Https.Receiver;

/// <summary>
/// Calls a receiver: (1) address and method; (2) a body that may be needed again is buffered, one that is wanted in another character set recoded; (3) attempts, each with the login of its moment and its own time-out;
/// (4) the answer becomes the message, or a fault.
/// </summary>
public sealed class HttpsReceiverAdapter : IReceiverAdapter, IChannelProbe
{
    private const int Unauthorized = 401;
    private const string StatusProperty = "http.StatusCode";
    private const string TextProperty = "http.ResponseBody";

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
            exchange.Log.AddReceiver(target.Shown);
            if (call.SendsBody && (_retry is not null || !expectsReply))                            // 2
            {
                await exchange.Body.BufferAsync(cancel);
            }

            if (call.SendsBody && RecodedBody.CharsetOf(exchange) is { } charset)
            {
                call = call with { Recoded = await RecodedBody.OfAsync(exchange, charset, cancel) };
            }

            var failure = _retry is null ? await AttemptAsync(call, isLast: true, cancel) : await RepeatAsync(call, _retry, cancel); // 3
            return failure is { } failed ? Fail(exchange, failed) : Outcome.Next;                   // 4
        }
        catch (FaultException e)
        {
            return Fail(exchange, new AttemptFailure(e.Fault));
        }
    }

    public IAsyncEnumerable<ProbeStep> ProbeAsync(CancellationToken cancel) => new ReceiverProbe(_options, _context, _connection).RunAsync(cancel);

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
                return failure with { Fault = retry.FaultAfter(call, failure, attempt) };
            }

            call.Exchange.Log.IntermediateError = true;
            _context.WriteLog(call.Exchange, LogSeverity.Warning, $"Attempt {attempt} of {retry.Attempts} failed, next in {Duration.Format(wait)}: {failure.Fault.Message}");
            await Task.Delay(wait, _context.Time, cancel);
        }
    }

    private ValueTask<AttemptFailure?> AttemptAsync(ReceiverCall call, bool isLast, CancellationToken cancel) =>
        _connection.Tokens is { } tokens ? AttemptAsync(call, tokens, isLast, cancel) : CallAsync(call, null, isLast, cancel);

    // A token that was fetched before may have been withdrawn meanwhile; a fresh one that is refused will not get better.
    private async ValueTask<AttemptFailure?> AttemptAsync(ReceiverCall call, ChannelTokens tokens, bool isLast, CancellationToken cancel)
    {
        try
        {
            var given = await tokens.FindAsync(cancel);
            var isRepeatable = call.IsRepeatable;
            var failure = await CallAsync(call, given with { IsKept = given.IsKept && isRepeatable }, isLast, cancel);
            return failure?.Status != Unauthorized || !given.IsKept ? failure
                : isRepeatable ? await CallAsync(call, await tokens.FindAsync(cancel) with { IsKept = false }, isLast, cancel)
                : failure.Value with { Fault = HttpReceiverFaults.Spent(failure.Value.Fault) };
        }
        catch (FaultException e) when (TokenFaults.Has(e.Fault))
        {
            return new AttemptFailure(e.Fault);
        }
    }

    /// <summary>Calls once. Null when the answer was taken.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<AttemptFailure?> CallAsync(ReceiverCall call, GivenToken? given, bool isLast, CancellationToken cancel)
    {
        var login = await _connection.CurrentAsync(cancel);
        if (login.Own is KeyPairCredential && call.Target.Uri.Scheme != Uri.UriSchemeHttps)
        {
            return new AttemptFailure(HttpReceiverFaults.PlainAddress(call.Shown));
        }

        using var limit = TimeLimit.Start(_options.Timeout, cancel);
        var request = _requests.Write(call, given is { } shown ? $"Bearer {shown.Token.Value}" : login.Authorization, limit);
        HttpResponseMessage? response = null;
        try
        {
            response = Heeded(await login.Pool.Invoker.SendAsync(request, limit.Token), given);
            if (IsFailure(response, call, given, isLast))
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

    // A token that is refused is shown to nobody any more.
    private HttpResponseMessage Heeded(HttpResponseMessage response, GivenToken? given)
    {
        if (given is { } shown && (int)response.StatusCode == Unauthorized)
        {
            _connection.Tokens!.Forget(shown.Token);
        }

        return response;
    }

    // With the switch off, a bad status is an answer like others, except that it is repeated as long as attempts are left, and once when the token was not fresh.
    private bool IsFailure(HttpResponseMessage response, in ReceiverCall call, GivenToken? given, bool isLast) => !response.IsSuccessStatusCode && (_options.ThrowExceptionOnFailure
        || ((int)response.StatusCode == Unauthorized && given is { IsKept: true })
        || (!isLast && _retry!.Repeats(call, (int)response.StatusCode, RetryAfter(response))));

    private async ValueTask<AttemptFailure?> FailureOfAsync(HttpResponseMessage response, ReceiverCall call, CancellationToken cancel)
    {
        var status = (int)response.StatusCode;
        var text = await _answers.ReadTextAsync(response, cancel);
        return new AttemptFailure(HttpReceiverFaults.Status(call, status, response.ReasonPhrase, text), status, RetryAfter(response), text);
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var after = response.Headers.RetryAfter;
        var wait = after?.Delta ?? (after?.Date - _context.Time.GetUtcNow());
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    // Set or removed, so that error handling never sees the answer of another call.
    private static Outcome Fail(Exchange exchange, in AttemptFailure failure)
    {
        exchange.Properties.Set(StatusProperty, failure.Status?.ToString(CultureInfo.InvariantCulture));
        exchange.Properties.Set(TextProperty, failure.Status is null ? null : failure.Text);
        return Outcome.Failed(failure.Fault);
    }
}
