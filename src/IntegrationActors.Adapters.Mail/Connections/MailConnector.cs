using System.Globalization;
using System.Net.Security;
using IntegrationActors.Adapters.Connections;
using IntegrationActors.Adapters.OAuth;
using IntegrationActors.Adapters.Tls;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using MailKit;
using MailKit.Security;

namespace IntegrationActors.Adapters.Mail.Connections;

/// <summary>Makes the connections of one channel. Credentials and trusted certificates are read for each, so what was replaced holds at once.</summary>
internal sealed class MailConnector
{
    private readonly MailChannelOptions _options;
    private readonly CredentialReference? _credential;
    private readonly IFlowContext _context;
    private readonly HostAddress _host;
    private readonly int _port;

    public MailConnector(MailChannelOptions options, CredentialReference? credential, MailProtocol protocol, IFlowContext context)
    {
        (_options, _credential, _context) = (options, credential, context);
        _host = HostAddress.TryParse(options.Host, out var host) ? host : throw new FormatException($"'{options.Host}' is no host");
        _port = host.Port ?? protocol.PortOf(options.Protection);
        Shown = string.Create(CultureInfo.InvariantCulture, $"{protocol.Name}{(options.Protection == MailProtection.Tls ? "s" : "")}://{host.Host}:{_port}");
        Operation = new MailOperation(Shown, options.Timeout);
        Tokens = options.Token is { } token && credential is not null
            ? new ChannelTokens(token, credential, context) { TrustedCertificates = options.TrustedCertificates, Timeout = options.Timeout }
            : null;
    }

    /// <summary>The server, for people.</summary>
    public string Shown { get; }

    public MailOperation Operation { get; }

    /// <summary>The tokens that the channel logs in with; null when it fetches none.</summary>
    public ChannelTokens? Tokens { get; }

    /// <summary>Who logs in now; null for nobody.</summary>
    /// <exception cref="FaultException">IA3863, IA3820, IA3825 to IA3828.</exception>
    public async ValueTask<MailLogin?> LoginAsync(CancellationToken cancel) => Tokens is not null
        ? MailLogin.With(await Tokens.FindAsync(cancel), _options.User!)
        : await MailLogin.FindAsync(_credential, _options.Authentication, _context.Credentials, cancel);

    /// <summary>Host and port, for tests of the way there.</summary>
    public (string Host, int Port) Target => (_host.Host, _port);

    public MailChannelOptions Options => _options;

    /// <summary>Connects and logs in; once more with a fresh token, when one is refused that the node had already.</summary>
    /// <exception cref="FaultException">IA3820, IA3825 to IA3828, IA3860 to IA3863, IA3869.</exception>
    public async Task ConnectAsync(MailService client, MailLogin? login, CancellationToken cancel)
    {
        for (var isLast = false; ; isLast = true)
        {
            try
            {
                await ConnectOnceAsync(client, login, cancel);
                return;
            }
            catch (FaultException e) when (e.Fault.Code == MailFaults.LoginRefused && login?.Token is { } refused)
            {
                Tokens!.Forget(refused.Token);
                if (isLast || !refused.IsKept)
                {
                    throw;
                }
            }

            await client.DisconnectAsync(quit: false, cancel);
            login = await LoginAsync(cancel);
        }
    }

    /// <summary>Whom the channel trusts now.</summary>
    /// <exception cref="FaultException">IA3820.</exception>
    public ValueTask<ServerTrust> TrustAsync(CancellationToken cancel) => ServerTrust.FindAsync(_options.TrustedCertificates, _context.Credentials, cancel);

    /// <summary>Connects until the server has greeted, and what is said to it is protected as the channel wants it.</summary>
    /// <param name="client">Connects.</param>
    /// <param name="trust">Knows why a certificate was refused.</param>
    /// <param name="judge">Asks <paramref name="trust"/>.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="FaultException">IA3860, IA3861, IA3869.</exception>
    public async Task GreetAsync(MailService client, ServerTrust trust, RemoteCertificateValidationCallback judge, CancellationToken cancel)
    {
        client.ServerCertificateValidationCallback = judge;
        client.CheckCertificateRevocation = false;
        client.Timeout = (int)_options.Timeout.TotalMilliseconds;
        if (await ClientCertificate.FindAsync(_options.ClientCertificate, _context.Credentials, cancel) is { } pair)
        {
            client.ClientCertificates = [pair.Certificate];
        }

        await StageAsync(limit => client.ConnectAsync(_host.Host, _port, Socket(), limit), e => MailFaults.OfConnect(e, Shown, _options.Timeout, trust.Refusal), cancel);
    }

    /// <summary>Logs in.</summary>
    /// <exception cref="FaultException">IA3860, IA3862, IA3869.</exception>
    public async Task LogInAsync(MailService client, MailLogin login, CancellationToken cancel)
    {
        var answer = client.ProtocolLogger as LoginAnswer ?? new LoginAnswer();
        answer.IsAwaited = true;
        try
        {
            await StageAsync(limit => login.AuthenticateAsync(client, Shown, limit), e => MailFaults.OfLogin(e, Shown, _options.Timeout, answer.Text), cancel);
        }
        finally
        {
            answer.IsAwaited = false;
        }
    }

    private async Task ConnectOnceAsync(MailService client, MailLogin? login, CancellationToken cancel)
    {
        var trust = await TrustAsync(cancel);
        await GreetAsync(client, trust, trust.Accepts, cancel);
        if (login is not null)
        {
            await LogInAsync(client, login, cancel);
        }
    }

    private async Task StageAsync(Func<CancellationToken, Task> work, Func<Exception, Fault?> judge, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(_options.Timeout);
        try
        {
            await work(limit.Token);
        }
        catch (Exception) when (cancel.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancel);
        }
        catch (Exception e) when (judge(e) is { } fault)
        {
            throw new FaultException(fault);
        }
    }

    private SecureSocketOptions Socket() => _options.Protection switch
    {
        MailProtection.Tls => SecureSocketOptions.SslOnConnect,
        MailProtection.StartTls => SecureSocketOptions.StartTls,
        MailProtection.StartTlsOptional => SecureSocketOptions.StartTlsWhenAvailable,
        _ => SecureSocketOptions.None,
    };
}
