using System.Diagnostics.CodeAnalysis;

namespace IntegrationActors.Adapters.Mail.Mailboxes;

/// <summary>
/// Small mails that will be asked for next are read together with the one that is asked for, with one command instead of one for each. Holds 1 MB at most, and gives out nothing that is older than a few seconds:
/// somebody may have taken such a mail away meanwhile.
/// </summary>
internal sealed class ImapReadAhead(TimeProvider time)
{
    private const int Most = 50;
    private const long LargestMail = 64 * 1024;
    private const long MostBytes = 1024 * 1024;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly Queue<(FoundMail Mail, long Size)> _expected = new();
    private readonly Dictionary<uint, byte[]> _read = [];
    private long _readAt;

    /// <summary>Mails that will be asked for, in this order, if at all.</summary>
    public void Expect(IEnumerable<(FoundMail Mail, long Size)> mails)
    {
        foreach (var mail in mails)
        {
            _expected.Enqueue(mail);
        }
    }

    /// <summary>A mail that is there already.</summary>
    public bool TryTake(FoundMail mail, [NotNullWhen(true)] out byte[]? content)
    {
        if (time.GetElapsedTime(_readAt) > Fresh)
        {
            _read.Clear();
        }

        return _read.Remove(mail.Number, out content);
    }

    /// <summary>Mails to read now: the one that is asked for, and those after it. Empty: it is too large to be read with others.</summary>
    public IReadOnlyList<FoundMail> Next(FoundMail mail)
    {
        while (_expected.Any(one => one.Mail == mail) && _expected.Peek().Mail != mail)
        {
            _expected.Dequeue();
        }

        var next = new List<FoundMail>();
        long bytes = 0;
        if (_expected.TryPeek(out var first) && first.Mail == mail)
        {
            next.AddRange(_expected.Take(Most).TakeWhile(one => one.Size <= LargestMail && (bytes += one.Size) <= MostBytes).Select(one => one.Mail));
        }

        _read.Clear();
        _readAt = time.GetTimestamp();
        return next;
    }

    /// <summary>Keeps what was read of <see cref="Next"/>.</summary>
    public void Add(uint number, byte[] content) => _read[number] = content;

    public void Clear()
    {
        _expected.Clear();
        _read.Clear();
    }
}
