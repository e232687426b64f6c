using IntegrationActors.Adapters.Mail.Mailboxes;
using IntegrationActors.Adapters.Mail.Sender;
using Microsoft.Extensions.Time.Testing;

namespace IntegrationActors.Adapters.Mail.Tests.Sender;

public sealed class MailFinisherTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Mailbox _mailbox = new();

    [Fact]
    public async Task Mails_that_come_slowly_are_told_one_by_one()
    {
        var finisher = new MailFinisher(_mailbox, mayWait: true, _time);

        for (var i = 1u; i <= 3; i++)
        {
            await finisher.AddAsync(Mail(i), CancellationToken.None);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([1, 1, 1], _mailbox.Told);
    }

    [Fact]
    public async Task Mails_that_come_fast_are_told_together_a_hundred_at_most()
    {
        var finisher = new MailFinisher(_mailbox, mayWait: true, _time);

        for (var i = 1u; i <= 151; i++)
        {
            await finisher.AddAsync(Mail(i), CancellationToken.None);
        }

        await finisher.FlushAsync(CancellationToken.None);

        Assert.Equal([1, 100, 50], _mailbox.Told);
    }

    [Fact]
    public async Task Mails_that_nothing_remembers_do_not_wait()
    {
        var finisher = new MailFinisher(_mailbox, mayWait: false, _time);

        await finisher.AddAsync(Mail(1), CancellationToken.None);
        await finisher.AddAsync(Mail(2), CancellationToken.None);

        Assert.Equal([1, 1], _mailbox.Told);
    }

    private static FoundMail Mail(uint number) => new($"1.{number}", number);

    private sealed class Mailbox : IMailbox
    {
        public List<int> Told { get; } = [];

        public string Shown => "imap://test";

        public string Name => "test";

        public Task FinishAsync(IReadOnlyList<FoundMail> mails, CancellationToken cancel)
        {
            Told.Add(mails.Count);
            return Task.CompletedTask;
        }

        public Task OpenAsync(bool isPoll, CancellationToken cancel) => throw new NotSupportedException();

        public Task<MailList> ListAsync(CancellationToken cancel) => throw new NotSupportedException();

        public Task<MailList> MarkedAsync(CancellationToken cancel) => throw new NotSupportedException();

        public Task<IReadOnlyDictionary<string, long>> MeasureAsync(IReadOnlyList<FoundMail> mails, CancellationToken cancel) => throw new NotSupportedException();

        public Task<bool> ReadAsync(FoundMail mail, Stream target, CancellationToken cancel) => throw new NotSupportedException();

        public Task<bool> SetAsideAsync(FoundMail mail, CancellationToken cancel) => throw new NotSupportedException();

        public Task EndPollAsync(CancellationToken cancel) => throw new NotSupportedException();

        public void Drop() => throw new NotSupportedException();

        public ValueTask DisposeAsync() => default;
    }
}
