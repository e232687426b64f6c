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

    [Fact]
    public void A_connection_that_broke_is_no_limit_that_ran_out() => Assert.Contains(
        "the connection broke", MailFaults.Of(new IOException("reading", new SocketException((int)SocketError.ConnectionReset)), "imaps://mail", "reading mail 7", TimeSpan.FromSeconds(1))!.Message, StringComparison.Ordinal);
}
