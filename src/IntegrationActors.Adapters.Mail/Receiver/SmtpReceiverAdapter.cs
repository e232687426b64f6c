using System.Globalization;
using IntegrationActors.Adapters.Connections;
using IntegrationActors.Adapters.Mail.Connections;
using IntegrationActors.Adapters.OAuth;
using IntegrationActors.Adapters.Retries;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;
using MailKit.Net.Smtp;

namespace IntegrationActors.Adapters.Mail.Receiver;

/// <summary>Sends messages as mails: (1) the mail; (2) attempts, each over a connection that works as far as is known, as long as the server can't have the mail already.</summary>
public sealed class SmtpReceiverAdapter : IReceiverAdapter, IChannelProbe
{
    private const string MessageIdKey = "MailMessageId";

    private readonly SmtpReceiverOptions _options;
    private readonly IFlowContext _context;
    private readonly MailConnector _connector;
    private readonly MailComposer _composer;
    private readonly IdleConnections<SmtpConnection> _idle;
    private readonly SendAttempts _attempts;

    /// <summary>Checks the channel.</summary>
    /// <exception cref="Core.Diagnostics.DiagnosticException">IA1385 to IA1387: a constant address, header or media type is none.</exception>
    public SmtpReceiverAdapter(SmtpReceiverOptions options, IFlowContext context)
    {
        MailValues.Check(options);
        (_options, _context) = (options, context);
        _connector = new MailConnector(options, options.Credential, MailProtocol.Smtp, context);
        _composer = new MailComposer(options, context);
        _attempts = new SendAttempts(options.Retry, context, fault => fault.Code is MailFaults.Unreachable or MailFaults.Broken or MailFaults.Busy or TokenFaults.Unreachable);
        _idle = new IdleConnections<SmtpConnection>(context.Time);
    }

    public async ValueTask<Outcome> DeliverAsync(Exchange exchange, bool expectsReply, CancellationToken cancel)
    {
        try
        {
            exchange.Log.AddReceiver(_connector.Shown);
            await using var mail = await _composer.ComposeAsync(exchange, cancel);              // 1
            exchange.Log.AddKey(MessageIdKey, mail.Id);
            await RepeatAsync(mail, exchange, cancel);                                          // 2
            return Outcome.Next;
        }
        catch (FaultException e)
        {
            return Outcome.Failed(e.Fault);
        }
    }

    public IAsyncEnumerable<ProbeStep> ProbeAsync(CancellationToken cancel) => new MailProbe(_connector).RunAsync(
        new SmtpClient(new LoginAnswer()),
        async (client, limit) =>
        {
            await _connector.Operation.RunAsync("asking whether it takes commands", client.NoOpAsync, limit);
            return $"the server takes commands{(client.MaxSize > 0 ? string.Create(CultureInfo.InvariantCulture, $", and mails of at most {client.MaxSize} bytes") : "")}; only a mail shows whether it accepts sender and recipients";
        },
        cancel);

    public ValueTask DisposeAsync()
    {
        _idle.Dispose();
        return default;
    }

    private ValueTask<bool> RepeatAsync(ComposedMail mail, Exchange exchange, CancellationToken cancel) => _attempts.RunAsync(exchange, async () =>
    {
        var refused = await AttemptAsync(mail, cancel);
        if (refused.Count > 0)
        {
            exchange.Log.IntermediateError = true;
            _context.WriteLog(exchange, LogSeverity.Warning, $"{_connector.Shown} did not accept {refused.Count} of {mail.Recipients.Count} recipients: {string.Join(", ", refused.Take(10))}");
        }

        return true;
    }, cancel);

    private async ValueTask<IReadOnlyList<string>> AttemptAsync(ComposedMail mail, CancellationToken cancel)
    {
        var connection = await OpenAsync(cancel);
        var isSound = false;
        try
        {
            var refused = await connection.SendAsync(mail, cancel);
            isSound = true;
            return [.. refused];
        }
        catch (FaultException e) when (e.Fault.Code is MailFaults.MailRefused or MailFaults.RecipientsRefused)
        {
            isSound = e.Fault.Cause is not null;
            throw;
        }
        finally
        {
            if (isSound)
            {
                _idle.Return(connection);
            }
            else
            {
                connection.Dispose();
            }
        }
    }

    // An idle connection may be dead without anybody knowing.
    private async ValueTask<SmtpConnection> OpenAsync(CancellationToken cancel)
    {
        var login = await _connector.LoginAsync(cancel);
        var key = login?.Fingerprint ?? "";
        if (_idle.Rent(key) is { } idle)
        {
            if (await idle.AnswersAsync(cancel))
            {
                return idle;
            }

            idle.Dispose();
        }

        var connection = new SmtpConnection(_connector, key, _options.RefusedRecipients == RefusedRecipients.Skip);
        try
        {
            await connection.ConnectAsync(login, cancel);
            return connection;
        }
        catch (Exception)
        {
            connection.Dispose();
            throw;
        }
    }
}
