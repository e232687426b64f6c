using IntegrationActors.Adapters.Mail.Mailboxes;
using Microsoft.Extensions.Time.Testing;

namespace IntegrationActors.Adapters.Mail.Tests.Mailboxes;

public sealed class ImapReadAheadTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ImapReadAhead _ahead;

    public ImapReadAheadTests() => _ahead = new ImapReadAhead(_time);

    [Fact]
    public void Small_mails_are_read_with_the_one_that_is_asked_for_up_to_a_large_one()
    {
        _ahead.Expect([Sized(1, 10), Sized(2, 20), Sized(3, 1_000_000), Sized(4, 10)]);

        Assert.Equal([1u, 2u], _ahead.Next(Mail(1)).Select(mail => mail.Number));
        Assert.Empty(_ahead.Next(Mail(3)));
        Assert.Equal([4u], _ahead.Next(Mail(4)).Select(mail => mail.Number));
    }

    [Fact]
    public void What_is_held_is_bounded_in_mails_and_bytes()
    {
        _ahead.Expect(Enumerable.Range(1, 200).Select(i => Sized((uint)i, i <= 100 ? 1 : 60_000)));

        Assert.Equal(50, _ahead.Next(Mail(1)).Count);
        Assert.InRange(_ahead.Next(Mail(101)).Count, 1, (1 << 20) / 60_000);
    }

    [Fact]
    public void A_mail_that_was_read_is_given_out_once()
    {
        _ahead.Expect([Sized(1, 10)]);
        _ahead.Next(Mail(1));
        _ahead.Add(1, [7]);

        Assert.True(_ahead.TryTake(Mail(1), out var content));
        Assert.Equal([7], content);
        Assert.False(_ahead.TryTake(Mail(1), out _));
    }

    [Fact]
    public void What_was_read_long_ago_is_not_given_out()
    {
        _ahead.Expect([Sized(1, 10)]);
        _ahead.Next(Mail(1));
        _ahead.Add(1, [7]);

        _time.Advance(TimeSpan.FromSeconds(6));

        Assert.False(_ahead.TryTake(Mail(1), out _));
        Assert.Equal([Mail(1)], _ahead.Next(Mail(1)));
    }

    [Fact]
    public void A_mail_that_nobody_expected_is_read_alone_and_the_others_are_still_expected()
    {
        _ahead.Expect([Sized(1, 10), Sized(2, 10)]);

        Assert.Empty(_ahead.Next(Mail(9)));
        Assert.Equal([Mail(1), Mail(2)], _ahead.Next(Mail(1)));
    }

    private static FoundMail Mail(uint number) => new($"1.{number}", number);

    private static (FoundMail Mail, long Size) Sized(uint number, long size) => (Mail(number), size);
}
