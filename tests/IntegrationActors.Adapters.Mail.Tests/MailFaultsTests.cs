using System.Net.Sockets;
using MailKit.Security;

namespace IntegrationActors.Adapters.Mail.Tests;

public sealed class MailFaultsTests
{
    // The limits of the library and of the channel run out at the same time; either may come first, and TLS wraps the one of the library.
    public static TheoryData<Exception> Late => [new OperationCanceledException(), new TimeoutException(), new IOException("reading", new TimeoutException()), new IOException("reading", new SocketException((int)SocketError.TimedOut))];

    [Theory]
    [MemberData(nameof(Late))]
    public void A_limit_that_ran_out_is_told_as_one_whoever_noticed_it(Exception exception)
    {
        var second = TimeSpan.FromSeconds(1);

        Assert.Contains("no answer within 1s", MailFaults.Of(exception, "imaps://mail", "reading mail 7", second)!.Message, StringComparison.Ordinal);
        Assert.Contains("no answer to the login within 1s", MailFaults.OfLogin(exception, "imaps://mail", second)!.Message, StringComparison.Ordinal);
        Assert.Contains("no connection within 1s", MailFaults.OfConnect(exception, "imaps://mail", second, refusal: null)!.Message, StringComparison.Ordinal);
        Assert.Contains("no connection within 1s", MailFaults.OfConnect(new SslHandshakeException("handshake", exception), "imaps://mail", second, refusal: null)!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A1 NO [LIMIT] Maximum number of connections exceeded", "IA3860")]
    [InlineData("A1 NO [UNAVAILABLE] Temporary failure", "IA3860")]
    [InlineData("A1 NO [AUTHENTICATIONFAILED] Authentication failed.", "IA3862")]
    [InlineData("-ERR [IN-USE] Maximum number of connections exceeded", "IA3860")]
    [InlineData("-ERR [SYS/TEMP] later", "IA3860")]
    [InlineData("-ERR [AUTH] Authentication failed.", "IA3862")]
    [InlineData("454 4.7.0 later", "IA3860")]
    [InlineData("535 5.7.8 no", "IA3862")]
    public void A_login_that_is_refused_for_now_is_no_wrong_password_and_the_answer_is_told(string answer, string code)
    {
        var fault = MailFaults.OfLogin(new AuthenticationException(), "imaps://mail", TimeSpan.FromSeconds(1), answer)!;

        Assert.Equal(code, fault.Code);
        Assert.Contains(answer, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_that_broke_is_no_limit_that_ran_out() => Assert.Contains(
        "the connection broke", MailFaults.Of(new IOException("reading", new SocketException((int)SocketError.ConnectionReset)), "imaps://mail", "reading mail 7", TimeSpan.FromSeconds(1))!.Message, StringComparison.Ordinal);
}
