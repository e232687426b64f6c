using IntegrationActors.Adapters.Connections;
using IntegrationActors.Adapters.Mail.Connections;
using IntegrationActors.Core.Exchanges;
using MailKit;
using MailKit.Net.Smtp;
using MimeKit;

namespace IntegrationActors.Adapters.Mail.Receiver;

/// <summary>One session with a server, which sends one mail after the other.</summary>
internal sealed class SmtpConnection(MailConnector connector, string targetKey, bool skipsRefused) : IIdleConnection
{
    private readonly Client _client = new(connector.Shown, skipsRefused);

    public string TargetKey => targetKey;

    public bool IsOpen => _client.IsConnected;

    public Task ConnectAsync(MailLogin? login, CancellationToken cancel) => connector.ConnectAsync(_client, login, cancel);

    /// <summary>Whether the server still answers.</summary>
    public async ValueTask<bool> AnswersAsync(CancellationToken cancel)
    {
        try
        {
            await connector.Operation.RunAsync("asking whether it is there", _client.NoOpAsync, cancel);
            return true;
        }
        catch (FaultException)
        {
            return false;
        }
    }

    /// <summary>Sends a mail.</summary>
    /// <returns>What the server said of recipients that it does not accept.</returns>
    /// <exception cref="FaultException">IA3864, IA3870 to IA3872, IA3874.</exception>
    public async Task<IReadOnlyList<string>> SendAsync(ComposedMail mail, CancellationToken cancel)
    {
        _client.Refused.Clear();
        var sent = new Sent();
        try
        {
            await connector.Operation.RunAsync("sending a mail", (limit, progress) => _client.SendAsync(mail.Mail, mail.Sender, mail.Recipients, limit, sent.Over(progress)), cancel);
            return _client.Refused;
        }
        catch (FaultException e) when (sent.HasBegun && e.Fault.Code == MailFaults.Broken)
        {
            throw new FaultException(
                MailFaults.AnswerLost,
                $"{e.Fault.Message} The mail {mail.Id} was sent, at least in part, and the answer is missing: the server may have it or not.",
                "See whether it arrived, by its id, before the message is sent again.",
                e.Fault.Cause);
        }
        catch (FaultException e) when (e.Fault.Cause is ServiceNotAuthenticatedException)
        {
            throw new FaultException(MailFaults.MailRefused, $"{connector.Shown} wants a login before it takes a mail: {Fault.Cut(e.Fault.Cause.Message)}", "Name a 'credential'.", e.Fault.Cause);
        }
        catch (FaultException e) when (e.Fault.Cause is SmtpCommandException refusal)
        {
            throw Judge(refusal);
        }
    }

    public void Dispose() => _client.Dispose();

    private FaultException Judge(SmtpCommandException refusal)
    {
        var answer = $"{(int)refusal.StatusCode} {Fault.Cut(refusal.Message)}";
        return (int)refusal.StatusCode is >= 400 and < 500
            ? new FaultException(MailFaults.Busy, $"{connector.Shown} does not accept the mail now: {answer}", "It may do so later: 'retry' tries again.", refusal)
            : refusal.ErrorCode == SmtpErrorCode.RecipientNotAccepted
                ? new FaultException(MailFaults.RecipientsRefused, $"{connector.Shown} does not accept recipient {refusal.Mailbox?.Address}: {answer} Nobody got the mail.", "Correct the address; 'refusedRecipients: skip' sends to the others.", refusal)
                : new FaultException(MailFaults.MailRefused, $"{connector.Shown} does not accept the mail: {answer}", "See whether sender, size and content are what the server allows, and whether it wants a login.", refusal);
    }

    private sealed class Client(string shown, bool skipsRefused) : SmtpClient(new LoginAnswer())
    {
        public List<string> Refused { get; } = [];

        protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
        {
            if (!skipsRefused)
            {
                base.OnRecipientNotAccepted(message, mailbox, response);
            }

            Refused.Add($"{mailbox.Address} ({(int)response.StatusCode} {Fault.Cut(response.Response)})");
        }

        protected override void OnNoRecipientsAccepted(MimeMessage message)
        {
            if (Refused.Count > 0)
            {
                throw new FaultException(MailFaults.RecipientsRefused, $"{shown} accepts none of the recipients: {string.Join(", ", Refused.Take(10))}", "Correct the addresses.");
            }
        }
    }

    // The text follows when the server said that it will take it.
    private sealed class Sent : ITransferProgress
    {
        private ITransferProgress? _progress;

        public bool HasBegun { get; private set; }

        public Sent Over(ITransferProgress progress)
        {
            _progress = progress;
            return this;
        }

        public void Report(long bytesTransferred, long totalSize)
        {
            HasBegun |= bytesTransferred > 0;
            _progress!.Report(bytesTransferred, totalSize);
        }

        public void Report(long bytesTransferred)
        {
            HasBegun |= bytesTransferred > 0;
            _progress!.Report(bytesTransferred);
        }
    }
}
