using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using IntegrationActors.Adapters.Https.Receiver.Connections;
using IntegrationActors.Adapters.Probing;
using IntegrationActors.Adapters.Tls;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Adapters.Https.Receiver;

/// <summary>
/// Tests the way to a receiver: (1) address and credential; (2) name and port, of the proxy if there is one; (3) the handshake; (4) the token, where the channel fetches one; (5) a HEAD request, which changes nothing
/// there, shows whether the login is accepted and the address known.
/// </summary>
internal sealed class ReceiverProbe(HttpsReceiverOptions options, IFlowContext context, ReceiverConnection connection)
{
    private const string LoginRefused = "IA3946";

    public async IAsyncEnumerable<ProbeStep> RunAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        if (options.Url.Constant is not { } url || ReceiverTarget.TryCreate(url, "", out _) is not { Uri: var uri } target)
        {
            yield return ProbeStep.Skipped(ProbeLayers.Settings, $"only a message says which address is called: {options.Url}");
            yield break;
        }

        ReceiverLogin? login = null;
        var settings = await LayerProbe.TestAsync(ProbeLayers.Settings, async () =>                         // 1
        {
            login = await connection.CurrentAsync(cancel);
            return options.Credential is null ? target.Shown : $"{target.Shown} with credential '{options.Credential.Name}'";
        });
        yield return settings;
        await foreach (var step in ReachAsync(uri, settings, cancel))                                       // 2
        {
            settings = step;
            yield return step;
        }

        if (settings.Outcome == ProbeOutcome.Passed && uri.Scheme == Uri.UriSchemeHttps && options.Proxy is null)
        {
            settings = await TlsAsync(uri, login!, cancel);                                                 // 3
            yield return settings;
        }

        if (settings.Outcome == ProbeOutcome.Passed && connection.Tokens is { } tokens)
        {
            settings = await tokens.ProbeAsync(cancel);                                                     // 4
            yield return settings;
        }

        if (settings.Outcome == ProbeOutcome.Passed)
        {
            yield return await AskAsync(target, login!, cancel);                                            // 5
        }
    }

    private IAsyncEnumerable<ProbeStep> ReachAsync(Uri uri, ProbeStep before, CancellationToken cancel)
    {
        var next = options.Proxy is { } proxy ? new Uri(proxy.Url) : uri;
        return before.Outcome == ProbeOutcome.Passed ? NetworkProbe.ReachAsync(next.IdnHost, next.Port, options.ConnectTimeout, cancel) : AsyncEnumerable.Empty<ProbeStep>();
    }

    private async ValueTask<ProbeStep> TlsAsync(Uri uri, ReceiverLogin login, CancellationToken cancel)
    {
        var trust = options.ValidateCertificate ? await ServerTrust.FindAsync(options.TrustedCertificates, context.Credentials, cancel) : null;
        return await TlsProbe.TestAsync(new TlsTarget(uri.IdnHost, uri.Port, trust, login.Own as KeyPairCredential, options.ConnectTimeout), cancel);
    }

    private async ValueTask<ProbeStep> AskAsync(ReceiverTarget target, ReceiverLogin login, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(options.Timeout);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, target.Uri);
            if (await AuthorizationAsync(login, limit.Token) is { } authorization)
            {
                request.Headers.TryAddWithoutValidation("Authorization", authorization);
            }

            using var response = await login.Pool.Invoker.SendAsync(request, limit.Token);
            return Judge(response.StatusCode, target.Shown);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return ProbeStep.Failed(ProbeLayers.Target, HttpReceiverFaults.Timeout(target.Shown, options.Timeout));
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && HttpReceiverFaults.Of(e, target.Shown, options.ConnectTimeout) is { } fault)
        {
            return ProbeStep.Failed(ProbeLayers.Target, fault);
        }
    }

    private async ValueTask<string?> AuthorizationAsync(ReceiverLogin login, CancellationToken cancel) =>
        connection.Tokens is { } tokens ? $"Bearer {(await tokens.FindAsync(cancel)).Token.Value}" : login.Authorization;

    private static ProbeStep Judge(HttpStatusCode status, string shown)
    {
        var answer = string.Create(CultureInfo.InvariantCulture, $"{shown} answers {(int)status} to HEAD");
        return status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.ProxyAuthenticationRequired => ProbeStep.Failed(
                ProbeLayers.Login, new Fault(LoginRefused, $"{answer}.", "Check the credential of the channel, and what its user may do there.")),
            HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented => ProbeStep.Skipped(
                ProbeLayers.Target, $"{answer}, as servers do that know the address for other methods alone; only a message shows whether it is right"),
            >= HttpStatusCode.InternalServerError => ProbeStep.Skipped(ProbeLayers.Target, $"{answer}; the server can be reached, and has a problem of its own"),
            _ => ProbeStep.Passed(ProbeLayers.Target, answer),
        };
    }
}
