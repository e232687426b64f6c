using System.Security.Cryptography;
using System.Text;
using IntegrationActors.Adapters.OAuth;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Stores;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace IntegrationActors.Adapters.Mail.Connections;

/// <summary>Who logs in, and with what.</summary>
internal sealed class MailLogin(string user, string secret, MailAuthentication kind)
{
    public string User => user;

    /// <summary>The token that is the secret, where the channel fetches tokens; null: the secret is that of a credential.</summary>
    public GivenToken? Token { get; private init; }

    /// <summary>Tells logins apart without showing them.</summary>
    public string Fingerprint { get; } = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\0{user}\0{secret}")));

    /// <summary>Reads the credential as it is now; null when the channel does not log in.</summary>
    /// <exception cref="FaultException">IA3863: it is missing or of the wrong kind.</exception>
    public static async ValueTask<MailLogin?> FindAsync(CredentialReference? reference, MailAuthentication kind, ICredentialSource credentials, CancellationToken cancel) => reference is null
        ? null
        : await credentials.FindAsync(reference.Name, cancel) switch
        {
            null => throw MailFaults.Credential($"There is no credential '{reference.Name}'."),
            UserCredential own => new MailLogin(own.User, own.Password, kind),
            var other => throw MailFaults.Credential($"Credential '{other.Name}' has no user name and password."),
        };

    /// <summary>Logs in with a token.</summary>
    public static MailLogin With(GivenToken given, string user) => new(user, given.Token.Value, MailAuthentication.XOAuth2) { Token = given };

    /// <summary>Logs in, only in the way that the channel names.</summary>
    public async Task AuthenticateAsync(MailService client, string shown, CancellationToken cancel)
    {
        var mechanism = Mechanism();
        var offered = client.AuthenticationMechanisms;
        if (offered.Contains(mechanism.MechanismName))
        {
            await client.AuthenticateAsync(mechanism, cancel);
        }
        else if (kind is MailAuthentication.Plain or MailAuthentication.Login && client is not SmtpClient)
        {
            // LOGIN of IMAP, USER and PASS of POP3.
            offered.Clear();
            await client.AuthenticateAsync(Encoding.UTF8, user, secret, cancel);
        }
        else
        {
            throw MailFaults.Mechanism(shown, mechanism.MechanismName, offered);
        }
    }

    private SaslMechanism Mechanism() => kind switch
    {
        MailAuthentication.Login => new SaslMechanismLogin(user, secret),
        MailAuthentication.CramMd5 => new SaslMechanismCramMd5(user, secret),
        MailAuthentication.XOAuth2 => new SaslMechanismOAuth2(user, secret),
        _ => new SaslMechanismPlain(user, secret),
    };
}
